import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { isatty } from 'node:tty'

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'inherit' | 'stderr' | 'keep'} [output] where it goes: as ours, all to stderr, or into the result
 * @property {number} [limit] seconds after which it is stopped
 * @property {(pid: number) => void} [onStart]
 */

/**
 * @typedef {object} RunResult
 * @property {number} code exit code; 128 + signal where one ended it, 127 where it could not be started
 * @property {string} output what it wrote, where that was kept
 */

/** @type {NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program to its end. Signals that reach us go on to it, and end us the same way once it is gone; only a
 * program that runs in our place (its output ours) may answer them with an exit code of its own.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd, env, output = 'inherit', limit = 0, onStart } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio:
        output === 'inherit'
          ? 'inherit'
          : output === 'stderr'
            ? ['ignore', 2, 2]
            : ['ignore', 'pipe', 'pipe'],
      // npm is a .cmd file on Windows, which only a shell runs
      shell: process.platform === 'win32' && command === 'npm',
    })
    let text = ''
    child.stdout?.on('data', (data) => (text += data))
    child.stderr?.on('data', (data) => (text += data))
    if (child.pid) onStart?.(child.pid)
    const stop = limit > 0 ? setTimeout(() => child.kill(), limit * 1000) : undefined

    /** @type {NodeJS.Signals | undefined} */
    let received
    /** @param {NodeJS.Signals} signal */
    const forward = (signal) => {
      received = signal
      // Ctrl-C in a terminal has reached the whole process group already
      if (signal !== 'SIGINT' || !isatty(0)) child.kill(signal)
    }
    for (const signal of forwarded) process.on(signal, forward)

    /** @param {RunResult} result @param {NodeJS.Signals | null} [signal] */
    const finish = (result, signal) => {
      clearTimeout(stop)
      for (const name of forwarded) process.off(name, forward)
      if (received && (signal === received || output !== 'inherit')) process.kill(process.pid, received)
      resolve(result)
    }
    child.on('error', (error) => finish({ code: 127, output: String(error) }))
    child.on('close', (code, signal) =>
      finish({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), output: text }, signal),
    )
  })
}
