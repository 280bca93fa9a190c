import { app } from 'electron'
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const MAX_BYTES = 1_000_000

/** The log file; Help > Show Log opens it. */
export const logFile = (): string => join(app.getPath('logs'), 'lumitag.log')

/** Appends to the log file, and to the terminal where there is one. At the start of the program a long one is set aside. */
export function openLog(): (text: string) => void {
  const file = logFile()
  mkdirSync(app.getPath('logs'), { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(file, `${file}.old`)
  return (text) => {
    const line = `${new Date().toISOString()} ${text.trimEnd()}\n`
    process.stderr.write(line)
    appendFileSync(file, line)
  }
}
