import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const doubleFile = join(import.meta.dirname, 'electronDouble.ts')
const require = createRequire(import.meta.url)
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: pathToFileURL(doubleFile).href, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
})

/** The double that the main process under test sees: loaded by Node itself, not by vitest. */
export const electron = require(doubleFile) as typeof import('./electronDouble.ts')

/**
 * Runs the built main process, with a library (null: none is named), in this process; `folder` holds electron/main.js. Each folder can be
 * run once, as Node keeps modules.
 */
export function launchMain(
  folder: string,
  library: string | null,
  { args = [], ...options }: { hasLock?: boolean; args?: string[] } = {},
): void {
  electron.reset(options)
  const { argv } = process
  const named = library === null ? [] : [`--library=${library}`]
  process.argv = [argv[0]!, '.', ...named, '--some-switch-of-chromium', ...args]
  try {
    require(join(folder, 'electron', 'main.js'))
  } finally {
    process.argv = argv
  }
}
