import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** What the bundles in out/ are made of. */
const sources = [
  'src-main',
  'src-renderer',
  'src-shared',
  'electron.config.ts',
  'package.json',
  'package-lock.json',
]

/**
 * What node_modules/ must have been installed from: the lockfile, on this system (its native packages differ).
 * @param {string} root the project's folder
 */
export function installStamp(root) {
  return `${process.platform}-${process.arch} ${hash(root, ['package-lock.json'])}`
}

/**
 * What out/ must have been built from.
 * @param {string} root
 */
export function buildStamp(root) {
  return hash(root, sources)
}

/**
 * The stamp that an earlier run left, or undefined.
 * @param {string} path
 */
export function readStamp(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/**
 * SHA-256 over the names and contents of files and of all files in folders.
 * @param {string} root
 * @param {string[]} names
 */
function hash(root, names) {
  const sum = createHash('sha256')
  for (const name of names)
    for (const file of filesOf(root, name)) {
      const content = readFileSync(join(root, file))
      sum.update(`${file}\0${content.length}\0`).update(content)
    }
  return sum.digest('hex')
}

/**
 * The file itself, or every file below the folder, in an order that does not depend on the file system.
 * @param {string} root
 * @param {string} name
 * @returns {string[]}
 */
function filesOf(root, name) {
  try {
    const entries = readdirSync(join(root, name), { withFileTypes: true })
    return entries.flatMap((entry) => filesOf(root, `${name}/${entry.name}`)).sort()
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOTDIR') return [name]
    throw error
  }
}
