import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { say } from './say.mjs'

/**
 * Does the work while no other process holds the same lock file. The file names the processes at work (`hold` adds
 * a child, which may outlive us), so that a lock whose processes were killed is taken over.
 * @template T
 * @param {string} path
 * @param {(hold: (pid: number) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(path, work) {
  makeFolder(dirname(path))
  for (let waits = 0; !take(path);) {
    if (clearIfAbandoned(path)) continue
    if (waits++ === 0) say('Another process is setting up this folder; waiting for it.')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  try {
    return await work((pid) => appendFileSync(path, `${pid}\n`))
  } finally {
    rmSync(path, { force: true })
  }
}

/** @param {string} path */
function makeFolder(path) {
  try {
    // not recursive: on a read-only disk that would fail with ENOENT, which says nothing
    mkdirSync(path)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** @param {string} path */
function take(path) {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  }
}

/**
 * True if the lock is gone.
 * @param {string} path
 */
function clearIfAbandoned(path) {
  const aside = `${path}.${process.pid}`
  try {
    if (isHeld(path)) return false
    renameSync(path, aside)
    // someone else may have cleared it and taken the lock since we looked: then it goes back
    if (isHeld(aside)) renameSync(aside, path)
    else rmSync(aside)
    return true
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return true
  }
}

/** @param {string} path */
function isHeld(path) {
  const holders = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  // empty: made this instant, its holder is about to write
  return holders.length === 0 || holders.some((pid) => isAlive(Number(pid)))
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** @param {unknown} error */
const codeOf = (error) => /** @type {NodeJS.ErrnoException} */ (error).code
