import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, posix, resolve } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { isIn, rulesFor } from '../src-main/setup/layers.mjs'

const root = resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

const files = projectFiles()
const sources = files.filter((file) => /^src-[^]*\.(ts|mjs|svelte|css)$/.test(file))
const imports = new Map(sources.map((file) => [file, importsOf(file)]))

describe('imports', () => {
  it('follow the layers', () => {
    const broken = sources.flatMap((file) =>
      rulesFor(dirname(file)).flatMap(({ never, only, why }) =>
        imports
          .get(file)!
          .filter(({ target }) => isIn(target, never) || (only && !isIn(target, only)))
          .map(({ target }) => `${file} imports ${target}. ${why}`),
      ),
    )
    expect(broken).toEqual([])
  })

  it('bring no schema code into the window: it breaks Trusted Types', () => {
    const loaded = new Set<string>()
    const load = (file: string): void => {
      if (loaded.has(file)) return
      loaded.add(file)
      for (const { target, typeOnly } of imports.get(file) ?? []) if (!typeOnly) load(target)
    }
    for (const file of sources) if (isIn(file, ['src-renderer'])) load(file)
    const withSchemas = [...loaded].filter((file) =>
      imports.get(file)?.some(({ target, typeOnly }) => !typeOnly && isIn(target, ['zod'])),
    )
    expect(withSchemas).toEqual([])
  })
})

describe('the project', () => {
  it('has exactly the agreed top level', () => {
    const top = new Set(files.map((file) => file.split('/')[0]!).filter((name) => !name.startsWith('.')))
    expect([...top].sort()).toEqual([
      ...[
        'README.md',
        'electron.config.ts',
        'eslint.config.js',
        'models',
        'package-lock.json',
        'package.json',
      ],
      ...['resources', 'src-main', 'src-renderer', 'src-shared', 'test', 'tsconfig.json', 'vitest.config.ts'],
    ])
  })

  it('has no source file over 250 lines', () => {
    expect(sources.filter((file) => read(file).split('\n').length - 1 > 250)).toEqual([])
  })

  it('explains the decisions of each part of the engine in its README.md', () => {
    const parts = readdirSync(join(root, 'src-main/engine'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `src-main/engine/${entry.name}/README.md`)
    expect(parts.filter((readme) => !files.includes(readme))).toEqual([])
  })

  it('names no package registry and no folder of the computer it was written on', () => {
    // put together here, so that this file does not name what it looks for
    const hosts = [
      ['registry', 'npmjs'],
      ['deb', 'debian'],
      ['pypi', 'org'],
    ].map((parts) => parts.join('\\.'))
    const folders = [root, homedir(), `/${'root'}`, join(root, '..', 'shared')].filter(
      (path) => path.length > 3,
    )
    const pattern = new RegExp(`${hosts.join('|')}|(^|[^\\w.])(${folders.map(escape).join('|')})/`, 'm')
    const naming = files.filter((file) => {
      const text = read(file)
      return !text.includes('\0') && pattern.test(text)
    })
    expect(naming).toEqual([])
  })
})

interface Import {
  /** a file of the project (src-shared/errors.ts), a package (zod) or a module of Node (node:fs) */
  target: string
  /** gone when the types are: `import type` */
  typeOnly: boolean
}

function importsOf(file: string): Import[] {
  if (file.endsWith('.css')) return []
  const scripts = file.endsWith('.svelte')
    ? [...read(file).matchAll(/<script[^>]*>([^]*?)<\/script>/g)].map((match) => match[1]!)
    : [read(file)]
  const found: Import[] = []
  const add = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return
    const target = specifier.text.startsWith('.') ? posix.join(dirname(file), specifier.text) : specifier.text
    found.push({ target, typeOnly })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true)
    else if (ts.isCallExpression(node) && isLoad(node.expression)) add(node.arguments[0], false)
    ts.forEachChild(node, visit)
  }
  for (const script of scripts) visit(ts.createSourceFile(file, script, ts.ScriptTarget.Latest))
  return found
}

function isLoad(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

/** What git tracks or would track; in a copy without git, all but what is made by npm and by the build. */
function projectFiles(): string[] {
  const listing = ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const files = existsSync(join(root, '.git'))
    ? execFileSync('git', listing, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }).split('\0')
    : filesBelow('')
  return files.filter((file) => file && existsSync(join(root, file)))
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => folder || !['node_modules', 'out', 'release', 'test-results'].includes(name))
    .flatMap((entry) => {
      const path = posix.join(folder, entry.name)
      return entry.isDirectory() ? filesBelow(path) : [path]
    })
}
