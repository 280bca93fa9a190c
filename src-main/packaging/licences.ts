import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Licences that code may be bundled under, as SPDX names them. */
const BUNDLED = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'ISC', 'MIT', 'MPL-2.0']
/** And those of what lies beside the bundles as files of its own, which the user can replace. */
const BESIDE = [...BUNDLED, 'LGPL-3.0', 'LGPL-3.0-or-later']

/** Texts for packages that come without theirs (or need more): of resources/licences, else of the package. */
const texts: [RegExp, string[]][] = [
  [/^onnxruntime-(node|common)$/, ['onnxruntime.txt']],
  [/^@img\/sharp-(libvips|win32)-/, ['README.md', 'LGPL-3.0.txt', 'GPL-3.0.txt']],
  [/^libheif-js$/, ['GPL-3.0.txt']],
  [/^libraw-wasm$/, ['libraw.txt', 'LGPL-2.1.txt']],
  [/^@cornerstonejs\/codec-openjpeg$/, ['openjpeg.txt']],
]

/** What packages are under that do not name it, read off their texts. */
const unnamed: Record<string, string> = { 'svelte-toolbelt': 'MIT' }

export interface LicenceSources {
  /** the node_modules of the package, as it is shipped */
  shipped: string
  /** the project's folder, with its node_modules and resources/licences */
  root: string
  /** packages that the bundles have code of, as folders below the project's node_modules */
  bundled: readonly string[]
  /** the program file of Node that is shipped; its licence lies in its folder or the one above */
  node: string
}

/**
 * One text with the licences of all that is shipped, equal texts once. Throws where a licence is not on the list or its
 * text is not to be found: then nothing may be shipped. Electron and Chromium bring files of their own.
 */
export function collectLicences({ shipped, root, bundled, node }: LicenceSources): string {
  const parts = new Map<string, string[]>()
  const add = (title: string, text: string): void =>
    void parts.set(text, [...new Set([...(parts.get(text) ?? []), title])])

  add('Lumitag', readFileSync(join(root, 'resources', 'licences', 'lumitag.txt'), 'utf8').trim())
  add('Node.js', nodeLicence(node))
  // texts are read where the package was installed: what is shipped is trimmed
  for (const name of packagesIn(shipped)) add(...licenceOf(name, BESIDE, root))
  for (const name of bundled) add(...licenceOf(name, BUNDLED, root))

  const line = '='.repeat(100)
  return [...parts].map(([text, titles]) => `${line}\n${titles.join('\n')}\n${line}\n\n${text}\n`).join('\n')
}

/** Title and text of one package. */
function licenceOf(name: string, allowed: readonly string[], root: string): [title: string, text: string] {
  const folder = join(root, 'node_modules', name)
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
    license?: string
  }
  const { version, license = unnamed[nameOf(name)] } = manifest
  const names = (license ?? '').split(/[() ]+|\bAND\b|\bOR\b/).filter(Boolean)
  if (names.length === 0 || !names.every((one) => allowed.includes(one)))
    throw new Error(
      `${name} ${version} is under "${license ?? 'no licence that it names'}", which is not on the list of licences.ts. ` +
        'Read it, and put it on the list or leave the package out.',
    )
  const own = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
  const given = texts.find(([pattern]) => pattern.test(nameOf(name)))?.[1]
  const files = [
    ...own.map((file) => join(folder, file)),
    ...(given ?? []).map((file) => find(file, folder, root)),
  ]
  if (files.length === 0)
    throw new Error(`${name} ${version} (${license}) brings no licence text. Name one in licences.ts.`)
  return [
    `${nameOf(name)} ${version} (${license})`,
    files.map((file) => readFileSync(file, 'utf8').trim()).join('\n\n'),
  ]
}

/** The name of a package by its folder below node_modules. */
const nameOf = (folder: string): string => folder.split('node_modules/').at(-1)!

function find(file: string, folder: string, root: string): string {
  const ours = join(root, 'resources', 'licences', file)
  return existsSync(ours) ? ours : join(folder, file)
}

function nodeLicence(program: string): string {
  const file = [dirname(program), dirname(dirname(program))]
    .map((folder) => join(folder, 'LICENSE'))
    .find((path) => existsSync(path))
  if (!file) throw new Error(`Node’s LICENSE is neither beside ${program} nor one folder above.`)
  return readFileSync(file, 'utf8').trim()
}

/** Every package in a node_modules folder, those inside others too. */
function packagesIn(modules: string, prefix = ''): string[] {
  if (!existsSync(modules)) return []
  return readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap(({ name }) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((one) => `${name}/${one}`) : [name],
    )
    .flatMap((name) => [
      `${prefix}${name}`,
      ...packagesIn(join(modules, name, 'node_modules'), `${prefix}${name}/node_modules/`),
    ])
    .sort()
}
