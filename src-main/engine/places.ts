import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where a user's library is unless they chose another folder: beside a portable program, else the platform's place for application data. */
export function usualLibrary(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  program = programFolder(),
): string {
  const portable = portableFolder(env, program)
  if (portable) return join(portable, 'library')
  const home = homedir()
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'Lumitag')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Lumitag')
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'lumitag')
}

/** Where what is to be known before a library is opened is kept: outside of all libraries. */
export function settingsFolder(
  env: NodeJS.ProcessEnv = process.env,
  platform = process.platform,
  program = programFolder(),
): string {
  const portable = portableFolder(env, program)
  if (portable) return portable
  const home = homedir()
  if (platform === 'win32') return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Lumitag')
  if (platform === 'darwin') return join(home, 'Library', 'Preferences', 'Lumitag')
  return join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'lumitag')
}

/**
 * The folder that a portable program keeps everything in: "portable-data" beside its executable. The portable program for
 * Windows unpacks itself elsewhere and says where it lies; for all others, making that folder makes them portable.
 */
function portableFolder(env: NodeJS.ProcessEnv, program: string): string | undefined {
  if (env.PORTABLE_EXECUTABLE_DIR) return join(env.PORTABLE_EXECUTABLE_DIR, 'portable-data')
  // a package, not a checkout
  if (basename(program) !== 'resources') return undefined
  const folder = join(dirname(program), 'portable-data')
  return existsSync(folder) ? folder : undefined
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
