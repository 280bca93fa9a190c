import { cpSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { out, root } from './build.ts'

/** A program folder in which the built main process finds the fake engine and a page of two files. */
export function stageProgram(): { folder: string; out: string; library: string } {
  const folder = mkdtempSync(join(tmpdir(), 'lumitag-main-'))
  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  cpSync(join(out, 'electron'), join(folder, 'out', 'electron'), { recursive: true })
  const fakeEngine = pathToFileURL(join(root, 'test', 'support', 'fakeEngine.ts')).href
  write('package.json', '{ "type": "module" }')
  write('models/catalogue.json', '{}')
  write('out/node/engine.js', `import ${JSON.stringify(fakeEngine)}\n`)
  write('out/renderer/index.html', '<!doctype html><title>Lumitag</title>')
  write('out/renderer/assets/index.js', 'export {}')
  write('out/renderer-secret/index.html', 'secret')
  // the pinned Node is looked for in the program's node_modules
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  return { folder, out: join(folder, 'out'), library: join(folder, 'library') }
}
