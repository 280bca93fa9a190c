import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { answers } from './answers.mjs'
import { run } from './run.mjs'
import { say, SetupError, step } from './say.mjs'

/**
 * @typedef {object} Circumstances
 * @property {string | undefined} wish LUMITAG_SHELL
 * @property {string} platform
 * @property {boolean} root
 * @property {boolean} display a window can be shown
 * @property {boolean} ci
 * @property {boolean} binary Electron is here
 * @property {boolean} tried its download was tried before
 */

/**
 * Which shell opens the window, 'download' meaning Electron once it is fetched; and why, where it is not Electron.
 * @param {Circumstances} circumstances
 * @returns {{ shell: 'electron' | 'browser' | 'download', reason?: string }}
 */
export function chooseShell({ wish, platform, root, display, ci, binary, tried }) {
  if (wish && wish !== 'electron' && wish !== 'browser')
    throw new SetupError(`LUMITAG_SHELL=${wish}: it can be electron or browser.`)
  if (wish === 'browser') return { shell: 'browser' }
  const obstacle =
    platform === 'linux' && root
      ? 'Electron’s sandbox does not run as root'
      : !display
        ? 'there is no display (DISPLAY or WAYLAND_DISPLAY)'
        : undefined
  if (wish === 'electron' && obstacle) throw new SetupError(`LUMITAG_SHELL=electron cannot be: ${obstacle}.`)
  if (obstacle) return { shell: 'browser', reason: obstacle }
  if (binary) return { shell: 'electron' }
  if (wish === 'electron') return { shell: 'download' }
  if (ci) return { shell: 'browser', reason: 'Electron is not downloaded when CI=true' }
  if (tried) return { shell: 'browser', reason: 'Electron is not here; to fetch it: npx install-electron' }
  return { shell: 'download' }
}

/**
 * Electron's program file, if the package's own installer has put it there.
 * @param {string} root the project's folder
 * @returns {string | undefined}
 */
export function electronBinary(root) {
  const folder = join(root, 'node_modules', 'electron')
  const name = join(folder, 'path.txt')
  if (!existsSync(name)) return undefined
  const path = join(
    process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'),
    readFileSync(name, 'utf8'),
  )
  return existsSync(path) ? path : undefined
}

/**
 * The mark that a download was tried. It shares the binary's life: a new install of the packages removes both.
 * @param {string} root
 */
export function downloadMark(root) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8'))
  return join(root, 'node_modules', '.cache', `electron-${version}-tried`)
}

/**
 * Fetches Electron with its package's own installer, which checks the file against the package's checksums.
 * Gives up at once where the server does not answer.
 * @param {string} root
 * @param {string} node
 * @returns {Promise<string | undefined>} the binary
 */
export async function downloadElectron(root, node) {
  const mark = downloadMark(root)
  mkdirSync(dirname(mark), { recursive: true })
  writeFileSync(mark, '')
  const { npm_config_electron_mirror, ELECTRON_MIRROR, ELECTRON_GET_USE_PROXY } = process.env
  const server = npm_config_electron_mirror ?? ELECTRON_MIRROR ?? 'https://github.com'
  // the probe knows no proxy
  if (!ELECTRON_GET_USE_PROXY && !(await answers(server))) {
    say(`Electron is not here, and ${server} does not answer. To fetch it later: npx install-electron`)
    return undefined
  }
  await step('Downloading Electron (about 120 MB, once)', () =>
    run(node, [join(root, 'node_modules', 'electron', 'install.js')], { output: 'stderr', limit: 900 }),
  )
  return electronBinary(root)
}
