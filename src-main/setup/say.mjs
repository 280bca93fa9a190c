/** A setup that cannot go on: the message says what is missing and the command that mends it. */
export class SetupError extends Error {}

/**
 * One line on stderr: stdout belongs to the program that is started.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/**
 * Announces a step and says how many seconds it took.
 * @template T
 * @param {string} text
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(text, work) {
  const started = Date.now()
  process.stderr.write(`${text}… `)
  try {
    const result = await work()
    say(`${((Date.now() - started) / 1000).toFixed(1)} s`)
    return result
  } catch (error) {
    say('failed')
    throw error
  }
}

/**
 * Runs an entry point to its exit code. What is not a SetupError is a fault of ours and shows its stack.
 * @param {() => Promise<number>} work
 */
export async function main(work) {
  try {
    process.exitCode = await work()
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error))
    process.exitCode = 1
  }
}
