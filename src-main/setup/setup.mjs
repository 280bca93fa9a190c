import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'
import { checkNode, findNode, hasNode } from './node.mjs'
import { leftOut, npmCi } from './npm.mjs'
import { run } from './run.mjs'
import { SetupError, step } from './say.mjs'
import { buildStamp, installStamp, readStamp } from './stamp.mjs'

/** The project's folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

const installed = join(root, 'node_modules', '.lumitag-installed')
const built = join(root, 'out', '.lumitag-built')

/**
 * Makes sure that the dependencies are installed and, unless told otherwise, that out/ is built from the sources
 * as they are. Where both are so already it only reads. Returns the Node to run everything on.
 * @param {{ build?: boolean }} [options]
 */
export async function setUp({ build = true } = {}) {
  checkNode()
  try {
    if (!isInstalled() || (build && !isBuilt())) {
      await withLock(join(root, 'out', '.setup-lock'), async (hold) => {
        // another process may have done it while we waited
        if (!isInstalled()) await step('Installing dependencies (once)', () => install(hold))
        if (build && !isBuilt()) await step('Building', () => buildAll(hold))
      })
    }
  } catch (error) {
    throw explained(error)
  }
  return findNode(root)
}

const isInstalled = () => readStamp(installed) === installStamp(root) && hasNode(root)
const isBuilt = () => readStamp(built) === buildStamp(root)

/** @param {(pid: number) => void} hold */
async function install(hold) {
  rmSync(installed, { force: true })
  await npmCi(root, hold)
  const missing = leftOut(root)
  if (missing.length > 0)
    throw new SetupError(
      `npm could not fetch ${missing.join(', ')}. Check the connection, then run the command again.`,
    )
  const { code, output } = await run(findNode(root), ['--version'], { output: 'keep' })
  if (code !== 0)
    throw new SetupError(
      `${output.trim()}\nThe Node that belongs to Lumitag does not run here: ${findNode(root)}`,
    )
  writeFileSync(installed, installStamp(root))
}

/** @param {(pid: number) => void} hold */
async function buildAll(hold) {
  const stamp = buildStamp(root)
  rmSync(built, { force: true })
  const script = join(root, 'src-main', 'setup', 'build.mjs')
  const env = { ...process.env, NODE_ENV: 'production' }
  const { code, output } = await run(findNode(root), [script], {
    cwd: root,
    env,
    output: 'keep',
    onStart: hold,
  })
  if (code !== 0) throw new SetupError(`${output.trim()}\n\nBuilding failed; see above.`)
  writeFileSync(built, stamp)
}

/**
 * The same error, in words that say what mends it where that is known.
 * @param {unknown} error
 */
function explained(error) {
  const { code, message, path = '' } = /** @type {NodeJS.ErrnoException} */ (error)
  if (code === 'ENOSPC')
    return new SetupError(`The disk is full (${message}). Make room, then run the command again.`)
  if (code === 'ENOENT' && path.startsWith(root))
    return new SetupError(`${path} is missing. Bring it back: git checkout -- "${path}"`)
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new SetupError(
      `Lumitag sets itself up in its own folder and cannot write there (${message}).\n` +
        `Make the folder yours (sudo chown -R "$(id -u)" "${root}") or copy it to where you may write.`,
    )
  return error
}
