// npm start: sets up what is missing, then opens the app. With arguments it is the CLI.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chooseShell, downloadElectron, downloadMark, electronBinary } from './electron.mjs'
import { run } from './run.mjs'
import { main, say, SetupError } from './say.mjs'
import { root, setUp } from './setup.mjs'

const { env, platform } = process
const forced = env.LUMITAG_SHELL === 'electron'
const display = platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
/** Where the user stands: npm goes to the project's folder itself and leaves the way back in INIT_CWD. */
const cwd = process.cwd() === root && env.INIT_CWD && existsSync(env.INIT_CWD) ? env.INIT_CWD : process.cwd()

await main(async () => {
  const node = await setUp()
  const args = process.argv.slice(2)
  if (args.length === 0) {
    const electron = await findElectron(node)
    const code = electron ? await runElectron(electron) : undefined
    if (code !== undefined) return code
    args.push('serve', ...(display ? ['--open'] : []))
  }
  return (await run(node, [join(root, 'out', 'node', 'cli.js'), ...args], { cwd })).code
})

/**
 * Electron's program file, fetched if need be and possible; undefined where the browser shell is to be used.
 * @param {string} node
 */
async function findElectron(node) {
  const binary = electronBinary(root)
  const { shell, reason } = chooseShell({
    wish: env.LUMITAG_SHELL,
    platform,
    root: process.getuid?.() === 0,
    display,
    ci: Boolean(env.CI),
    binary: Boolean(binary),
    tried: existsSync(downloadMark(root)),
  })
  if (reason) say(`Lumitag opens in the browser: ${reason}.`)
  if (shell !== 'download') return shell === 'electron' ? binary : undefined
  const downloaded = await downloadElectron(root, node)
  if (!downloaded && forced)
    throw new SetupError('LUMITAG_SHELL=electron, but Electron could not be fetched.')
  return downloaded
}

/**
 * Runs the app in Electron to its end. Undefined if Electron could not even start, as where system libraries are
 * missing (127) or its sandbox is forbidden (it aborts): then the browser shell takes over.
 * @param {string} electron
 */
async function runElectron(electron) {
  const started = Date.now()
  // VS Code's terminals set this for themselves; it would make Electron a plain Node
  const { ELECTRON_RUN_AS_NODE, ...rest } = env
  const { code } = await run(electron, [root], { cwd, env: rest })
  if (forced || Date.now() - started > 5000 || ![127, 132, 133, 134, 139].includes(code)) return code
  say('Electron does not start here (see above). Lumitag opens in the browser.')
  return undefined
}
