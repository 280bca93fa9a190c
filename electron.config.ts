import { svelte } from '@sveltejs/vite-plugin-svelte'
import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Configuration } from 'electron-builder'
import type { InlineConfig } from 'vite'

/*
 * One file says what is built: `bundles` (Vite) by src-main/setup/build.mjs, and, as the default export, the
 * package that electron-builder makes of them.
 */

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))
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

const base: InlineConfig = { configFile: false, root: path('.'), logLevel: 'warn', publicDir: false }

function forNode(
  outDir: string,
  input: Record<string, string>,
  options: { external: string[]; cjs?: boolean },
): InlineConfig {
  const extension = options.cjs ? 'cjs' : 'js'
  return {
    ...base,
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
    'out/node',
    {
      cli: path('src-main/cli/cli.ts'),
      engine: path('src-main/engine/process.ts'),
      inference: path('src-main/engine/inference/child.ts'),
      worker: path('src-main/engine/inference/worker.ts'),
      cosines: path('src-main/engine/inference/cosinesWorker.ts'),
      packing: path('src-main/engine/inference/tokenizer/packingProcess.ts'),
      probe: path('src-main/engine/inference/probe.ts'),
    },
    { external: outside },
  ),
  main: forNode(
    'out/electron',
    { main: path('src-main/shell-electron/main.ts') },
    { external: ['electron'] },
  ),
  // the sandbox lets a preload require 'electron' only: one self-contained CommonJS file
  preload: forNode(
    'out/electron',
    { preload: path('src-main/shell-electron/preload.ts') },
    { external: ['electron'], cjs: true },
  ),
  renderer: {
    ...base,
    root: path('src-renderer'),
    base: './',
    plugins: [svelte({ configFile: false, compilerOptions: { runes: true } })],
    build: { outDir: path('out/renderer'), emptyOutDir: true, target: 'chrome140', sourcemap: false },
  },
}

const configuration: Configuration = {
  appId: 'app.lumitag',
  productName: 'Lumitag',
  directories: { output: 'release', buildResources: 'resources/icons' },
  files: [
    'package.json',
    'out/{electron,node,renderer}/**',
    '!out/**/*.map',
    // what the bundles contain already, and Node, which lies beside the archive
    '!node_modules/{adm-zip,commander,exif-reader,global-agent,node-*,ws,xxhash-wasm,zod}/**',
    // decoders in forms that are not used
    '!node_modules/libraw-wasm/dist/{index,worker}.*',
    '!node_modules/@cornerstonejs/codec-openjpeg/dist/!(openjpegwasm_decode.*)',
    '!node_modules/libheif-js/libheif/**',
    '!node_modules/libheif-js/libheif-wasm/libheif-bundle.*',
    // ONNX Runtime for other systems; ${os} and ${arch} are electron-builder's and mean the target
    '!node_modules/onnxruntime-node/bin/napi-v6/!(${os}*)/**',
    '!node_modules/onnxruntime-node/bin/napi-v6/*/!(${arch})/**',
  ],
  asar: true,
  // the engine is plain Node, which cannot read the archive
  asarUnpack: ['out/node/**', 'node_modules/**'],
  extraResources: [
    { from: 'models', to: 'models', filter: ['**', '!starter/training/**'] },
    { from: 'resources', to: 'resources', filter: ['labels/**', 'samples/**', '!samples/render/**'] },
  ],
  // sharp and onnxruntime-node bring their binaries; a rebuild would ask for compilers
  npmRebuild: false,
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
    target: ['deb', 'AppImage', 'tar.gz'],
    extraResources: [{ from: 'node_modules/node-linux-${arch}/bin/node', to: 'node' }],
  },
  win: {
    target: ['nsis', 'zip'],
    extraResources: [{ from: 'node_modules/node-win-${arch}/bin/node.exe', to: 'node.exe' }],
  },
}

export default configuration
