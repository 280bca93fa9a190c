import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FileMatcher } from 'app-builder-lib/out/fileMatcher.js'
import { describe, expect, test } from 'vitest'
import { filesFor } from '../../electron.config.ts'
import { collectLicences } from '../../src-main/packaging/licences.ts'
import { nodeBinary } from '../../src-main/packaging/nodeBinary.ts'
import { temporaryFolder } from '../support/library.ts'

describe('Node for the package', () => {
  test('is named by the environment where npm has none, and it is said how', () => {
    const folder = temporaryFolder()
    expect(() => nodeBinary('darwin', 'arm64', folder, {})).toThrow(
      /no Node for darwin-arm64 .* name its program in LUMITAG_NODE_DARWIN_ARM64/,
    )
    const file = join(folder, 'node')
    expect(() => nodeBinary('darwin', 'arm64', folder, { LUMITAG_NODE_DARWIN_ARM64: file })).toThrow(
      /is not there/,
    )
    writeFileSync(file, '')
    expect(nodeBinary('darwin', 'arm64', folder, { LUMITAG_NODE_DARWIN_ARM64: file })).toBe(file)
  })

  test('of another major version is refused', () => {
    const { platform, arch } = process
    const file = join(temporaryFolder(), 'node')
    writeFileSync(file, '#!/bin/sh\necho v20.1.0\n', { mode: 0o755 })
    const env = { [`LUMITAG_NODE_${platform}_${arch}`.toUpperCase()]: file }
    expect(() => nodeBinary(platform, arch, '/', env)).toThrow('Node v20.1.0; Lumitag runs on Node 24')
  })
})

describe('licences', () => {
  /** Collects what a project with this one package in its bundles has. */
  function collected(
    manifest: object,
    files: Record<string, string> = {},
    place: 'bundled' | 'shipped' = 'bundled',
  ): string {
    const root = temporaryFolder()
    const all = {
      'resources/licences/lumitag.txt': 'Lumitag’s own',
      'node/LICENSE': 'Node’s own',
      'node_modules/part/package.json': JSON.stringify({ version: '1.2.3', ...manifest }),
      ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`node_modules/part/${name}`, text])),
    }
    for (const [name, text] of Object.entries(all)) {
      mkdirSync(join(root, name, '..'), { recursive: true })
      writeFileSync(join(root, name), text)
    }
    const shipped = join(root, place === 'shipped' ? 'node_modules' : 'none')
    const bundled = place === 'bundled' ? ['part'] : []
    return collectLicences({ shipped, root, bundled, node: join(root, 'node', 'bin', 'node') })
  }

  test('are put together with their texts', () => {
    const text = collected({ license: '(MIT OR Apache-2.0)' }, { 'LICENSE-MIT': 'Do as you like.' })
    expect(text).toContain('part 1.2.3 ((MIT OR Apache-2.0))')
    for (const words of ['Lumitag’s own', 'Node’s own', 'Do as you like.']) expect(text).toContain(words)
  })

  test('that are not known, not named or come without their text stop the packaging', () => {
    const text = { LICENSE: 'words' }
    expect(() => collected({ license: 'GPL-2.0-only' }, text)).toThrow(/part 1.2.3 is under "GPL-2.0-only"/)
    expect(() => collected({ license: 'MIT AND SEE LICENSE IN x' }, text)).toThrow(/not on the list/)
    expect(() => collected({}, text)).toThrow(/no licence that it names/)
    expect(() => collected({ license: 'MIT' })).toThrow(/brings no licence text/)
  })

  test('of the LGPL are for files that can be replaced, not for the bundles', () => {
    const text = { COPYING: 'words' }
    expect(() => collected({ license: 'LGPL-3.0' }, text)).toThrow(/LGPL-3.0/)
    expect(collected({ license: 'LGPL-3.0' }, text, 'shipped')).toContain('part 1.2.3 (LGPL-3.0)')
  })
})

test.each([
  ['linux', 'x64', ['linux/x64/libonnxruntime.so.1', 'linux/x64/onnxruntime_binding.node']],
  ['linux', 'arm64', ['linux/arm64/libonnxruntime.so.1', 'linux/arm64/onnxruntime_binding.node']],
  ['darwin', 'arm64', ['darwin/arm64/libonnxruntime.1.dylib', 'darwin/arm64/onnxruntime_binding.node']],
  [
    'win32',
    'x64',
    [
      ...[
        'win32/x64/DirectML.dll',
        'win32/x64/dxcompiler.dll',
        'win32/x64/dxil.dll',
        'win32/x64/onnxruntime.dll',
      ],
      'win32/x64/onnxruntime_binding.node',
    ],
  ],
] as const)('the package for %s on %s has that ONNX Runtime alone', (system, arch, expected) => {
  const expand = (text: string): string => text.replaceAll('${arch}', arch)
  const root = join(import.meta.dirname, '..', '..')
  const isPacked = new FileMatcher(root, '/', expand, ['**/*', ...filesFor(system)]).createFilter()
  const folder = 'node_modules/onnxruntime-node/bin/napi-v6'
  const packed = everyBinary().filter((file) =>
    isPacked(join(root, folder, file), { isDirectory: () => false } as never),
  )
  expect(packed).toEqual(expected)
})

/** The binaries of ONNX Runtime for all systems, as its package lists them. */
function everyBinary(): string[] {
  return [
    ...['darwin/arm64/libonnxruntime.1.30.0.dylib', 'darwin/arm64/libonnxruntime.1.dylib'],
    'darwin/arm64/onnxruntime_binding.node',
    ...['linux/arm64', 'linux/x64'].flatMap((at) => [
      `${at}/libonnxruntime.so.1`,
      `${at}/onnxruntime_binding.node`,
    ]),
    ...['win32/arm64', 'win32/x64'].flatMap((at) =>
      ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll', 'onnxruntime_binding.node'].map(
        (name) => `${at}/${name}`,
      ),
    ),
  ]
}
