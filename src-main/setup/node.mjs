import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SetupError } from './say.mjs'

/** The Node that setup itself needs: fetch, and an npm that reads our lockfile. */
const OLDEST_FOR_SETUP = 20
/** What engine, CLI and tests run on: node:sqlite with FTS5, and TypeScript read as it is. */
const NODE = 24

/** The systems for which npm has the pinned Node as a package (optionalDependencies of package.json). */
const packaged = ['linux-x64', 'linux-arm64', 'win32-x64']

const major = Number(process.versions.node.split('.')[0])

/** Stops at once on a Node that is too old for anything that follows. */
export function checkNode() {
  if (major < OLDEST_FOR_SETUP)
    throw new SetupError(
      `Lumitag needs Node ${OLDEST_FOR_SETUP} or newer to set itself up; this is Node ${process.versions.node}.\n` +
        `Install Node ${NODE} from https://nodejs.org, then run the command again.`,
    )
  if (!isPackaged() && major < NODE)
    throw new SetupError(
      `Lumitag runs on Node ${NODE}; this is Node ${process.versions.node}, and for ${process.platform}-${process.arch} npm has no Node ${NODE}.\n` +
        `Install it from https://nodejs.org (macOS: brew install node@${NODE}), then run the command again.`,
    )
}

/**
 * The Node to run everything on: the pinned one of node_modules, else our own, which checkNode found new enough.
 * @param {string} root the project's folder
 */
export function findNode(root) {
  return isPackaged() ? pinnedNode(root) : process.execPath
}

/**
 * True unless the pinned Node belongs on this system and is not there.
 * @param {string} root
 */
export function hasNode(root) {
  return existsSync(findNode(root))
}

const isPackaged = () => packaged.includes(`${process.platform}-${process.arch}`)

/** @param {string} root */
function pinnedNode(root) {
  const windows = process.platform === 'win32'
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`
  return join(root, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node')
}
