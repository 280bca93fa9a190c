import { svelte } from '@sveltejs/vite-plugin-svelte'
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Configuration } from 'electron-builder'
import type { InlineConfig } from 'vite'
import program from './package.json' with { type: 'json' }
import { paintOnce } from './src-main/packaging/paintOnce.ts'
import { noteBundled } from './src-main/packaging/noteBundled.ts'

/*
 * One file says what is built: `bundles` (Vite) by src-main/setup/build.mjs, and, as the default export, the
 * package that electron-builder makes of them.
 */

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
const root = path('.').replace(/[\\/]$/, '')
const builtins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]
/** Packages with native or WebAssembly files stay outside the bundles; so does what is under the LGPL. */
const outside = [
  '@cornerstonejs/codec-openjpeg',
  'jxl-oxide-wasm',
  'libheif-js',
  'libraw-wasm',
  'onnxruntime-node',
  'sharp',
]

/** What the packages of `outside` need at run time. */
const needed = ['@img', 'detect-libc', 'onnxruntime-common', 'semver']

const base: InlineConfig = { configFile: false, root, logLevel: 'warn', publicDir: false }

function forNode(
  name: string,
  outDir: string,
  input: Record<string, string>,
  options: { external: string[]; cjs?: boolean },
): InlineConfig {
  const extension = options.cjs ? 'cjs' : 'js'
  return {
    ...base,
    plugins: [noteBundled(name, root)],
    // false: bundle every dependency that is not named external
    ssr: { noExternal: true, external: options.external, target: 'node' },
    build: {
      ssr: true,
      outDir: path(outDir),
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rollupOptions: {
        input,
        external: [...builtins, ...options.external],
        output: {
          format: options.cjs ? 'cjs' : 'es',
          entryFileNames: `[name].${extension}`,
          // beside the entries: places.ts looks for them next to itself, and may be in a chunk
          chunkFileNames: `[name]-[hash].${extension}`,
        },
      },
    },
  }
}

export const bundles: Record<string, InlineConfig> = {
  node: forNode(
    'node',
    'out/node',
    {
      cli: path('src-main/cli/cli.ts'),
      engine: path('src-main/engine/process.ts'),
      inference: path('src-main/engine/inference/child.ts'),
      worker: path('src-main/engine/inference/worker.ts'),
      textWorker: path('src-main/engine/inference/textWorker.ts'),
      cosines: path('src-main/engine/inference/cosinesWorker.ts'),
      packing: path('src-main/engine/inference/tokenizer/packingProcess.ts'),
      probe: path('src-main/engine/inference/probe.ts'),
    },
    { external: outside },
  ),
  main: forNode(
    'main',
    'out/electron',
    { main: path('src-main/shell-electron/main.ts') },
    { external: ['electron'] },
  ),
  // the sandbox lets a preload require 'electron' only: one self-contained CommonJS file
  preload: forNode(
    'preload',
    'out/electron',
    { preload: path('src-main/shell-electron/preload.ts') },
    { external: ['electron'], cjs: true },
  ),
  renderer: {
    ...base,
    root: path('src-renderer'),
    base: './',
    define: { LUMITAG_VERSION: JSON.stringify(program.version) },
    plugins: [
      svelte({ configFile: false, compilerOptions: { runes: true } }),
      noteBundled('renderer', root),
      paintOnce(),
    ],
    build: {
      outDir: path('out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      sourcemap: false,
      // it is read from this computer's disk: one file is faster than many
      chunkSizeWarningLimit: 1000,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  },
}

const onnxRuntime = 'node_modules/onnxruntime-node/bin/napi-v6'
const shippedModules = [...outside, ...needed].map((name) => name.split('/')[0]!)

/**
 * What goes into the package for a system, which is made on that system. Only negative patterns below node_modules: what
 * one takes out, a later one cannot bring back. And none under linux, mac or win: electron-builder would read them as a
 * set of files of its own, beginning with the whole project.
 */
export function filesFor(system: string): string[] {
  return [
    'package.json',
    'out/{electron,node,renderer}/**',
    '!**/*.map',
    // what the bundles contain already, and Node, which lies beside the archive
    `!node_modules/!(${[...new Set(shippedModules)].join('|')})/**`,
    // sources, types and words for developers
    '!node_modules/**/*.{d.ts,d.cts,d.mts,ts,md,h,cc,gyp}',
    '!node_modules/{sharp/{src,install},onnxruntime-node/{lib,script},onnxruntime-common/lib}/**',
    // decoders in forms that are not used
    '!node_modules/libraw-wasm/dist/{index,worker}.*',
    '!node_modules/@cornerstonejs/codec-openjpeg/dist/!(openjpegwasm_decode.*)',
    '!node_modules/libheif-js/libheif/**',
    '!node_modules/libheif-js/libheif-wasm/libheif-bundle.*',
    // ONNX Runtime for other systems and processors; ${arch} is electron-builder's and means the target
    `!${onnxRuntime}/!(${system})/**`,
    `!${onnxRuntime}/*/!(\${arch})/**`,
    // its binding asks for libonnxruntime.1.dylib: the other is a second copy of 45 MB
    `!${onnxRuntime}/darwin/*/libonnxruntime.1.*.dylib`,
  ]
}

const configuration: Configuration = {
  appId: 'app.lumitag',
  productName: 'Lumitag',
  // what only whoever publishes can say; deb asks for both
  extraMetadata: { homepage: process.env.LUMITAG_HOMEPAGE, desktopName: 'lumitag.desktop' },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  directories: { output: 'release', buildResources: 'resources/icons' },
  files: filesFor(process.platform),
  asar: true,
  // the engine is plain Node, which cannot read the archive
  asarUnpack: ['out/node/**', 'node_modules/**'],
  extraResources: [
    { from: 'models', to: 'models', filter: ['**', '!starter/training/**'] },
    { from: 'resources', to: 'resources', filter: ['labels/**', 'samples/**', '!samples/render/**'] },
  ],
  // sharp and onnxruntime-node bring their binaries; a rebuild would ask for compilers
  npmRebuild: false,
  // loaded when needed: tests read this file for the bundles
  afterPack: async (context) => (await import('./src-main/packaging/afterPack.ts')).afterPack(context),
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    category: 'Graphics',
    executableName: 'lumitag',
    syncDesktopName: true,
    // deb first: it brings the AppArmor profile without which Ubuntu 24.04 and later forbid Chromium's sandbox
    target: ['deb', 'AppImage', 'tar.gz'],
    maintainer: process.env.LUMITAG_MAINTAINER || 'The Lumitag project',
    synopsis: 'Tag photos in your own words, on your own computer',
    // "Open with" on a folder adds it
    mimeTypes: ['inode/directory'],
    desktop: {
      entry: { GenericName: 'Photo organizer', Keywords: 'photos;pictures;tags;XMP;', StartupNotify: 'true' },
    },
  },
  win: {
    target: ['nsis', 'portable'],
  },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  portable: { artifactName: '${productName}-${version}-portable.${ext}' },
  mac: {
    category: 'public.app-category.photography',
    // ONNX Runtime has no binaries for Intel any more
    target: ['dmg', 'zip'].map((target) => ({ target, arch: 'arm64' })),
    hardenedRuntime: true,
    // V8, here and in the Node that is signed along, makes machine code at run time
    entitlements: 'resources/icons/entitlements.mac.plist',
    entitlementsInherit: 'resources/icons/entitlements.mac.plist',
    extendInfo: {
      CFBundleDocumentTypes: [
        {
          CFBundleTypeName: 'Folder',
          CFBundleTypeRole: 'Viewer',
          LSHandlerRank: 'Alternate',
          LSItemContentTypes: ['public.folder'],
        },
      ],
    },
  },
}

export default configuration
