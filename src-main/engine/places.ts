import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a user's library is unless they name another folder: the platform's place for application data. */
export function defaultLibrary(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  if (env.LUMITAG_LIBRARY) return resolve(env.LUMITAG_LIBRARY)
  const home = homedir()
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Lumitag')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Lumitag')
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'lumitag')
}

/** The folder that holds models/ and resources/: the checkout, or the package's resources folder. */
export function programFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'models', 'catalogue.json'))) {
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error('models/catalogue.json was not found: the installation is incomplete.')
    folder = parent
  }
  return folder
}

/**
 * The file of a process or worker entry: its source (relative to this folder) when run from source, else its bundle,
 * which lies beside the one that runs.
 */
export function entryFile(source: string, bundle: string): string {
  const here = import.meta.url
  return fileURLToPath(new URL(here.endsWith('.ts') ? source : bundle, here))
}
