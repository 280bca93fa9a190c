import { app } from 'electron'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MAX_BYTES = 1_000_000
/** besides the one that is written: lumitag.1.log is the youngest */
const KEPT = 3

/** The folder of the log files; Help > Show Logs opens it. */
export const logFolder = (): string => app.getPath('logs')

/**
 * Appends to the log file, and to the terminal where there is one. A long one is set aside, and the oldest is given up. What
 * cannot be written, on a full disk, is lost and counted: keeping the engine alive does not depend on its log.
 */
export function openLog(maxBytes = MAX_BYTES): (text: string) => void {
  const nameOf = (age: number): string => join(logFolder(), age === 0 ? 'lumitag.log' : `lumitag.${age}.log`)
  let bytes: number | undefined
  let lost = 0
  // the terminal may be closed while the program runs
  process.stderr.on('error', () => {})
  function append(line: string): void {
    if (bytes === undefined) {
      mkdirSync(logFolder(), { recursive: true })
      bytes = statSync(nameOf(0), { throwIfNoEntry: false })?.size ?? 0
    }
    if (bytes > maxBytes) {
      for (let age = KEPT - 1; age >= 0; age--)
        if (statSync(nameOf(age), { throwIfNoEntry: false })) renameSync(nameOf(age), nameOf(age + 1))
      bytes = 0
    }
    appendFileSync(nameOf(0), line)
    bytes += Buffer.byteLength(line)
  }
  return (text) => {
    const line = `${new Date().toISOString()} ${text.trimEnd()}\n`
    process.stderr.write(line)
    try {
      append(lost === 0 ? line : `(${lost} lines could not be written)\n${line}`)
      lost = 0
    } catch {
      lost++
    }
  }
}
