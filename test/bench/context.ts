import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** What every row is given. */
export interface Bench {
  /** material that is made once and kept */
  cache: string
  /** a folder of this run, on the same disk; gone afterwards */
  scratch: string
  /** small material and one round: shows that a row works, not how fast it is */
  quick: boolean
  /** how often adjacent measurements are repeated */
  rounds: number
  /** Does work that several rows need once per run. */
  once<T>(name: string, work: () => Promise<T>): Promise<T>
  say(line: string): void
}

/** The surroundings of one run; `close` removes its folder. */
export function openBench(
  cache: string,
  quick: boolean,
  say: (line: string) => void,
): Bench & { close(): void } {
  const runs = join(cache, 'runs')
  const scratch = join(runs, String(process.pid))
  mkdirSync(scratch, { recursive: true })
  for (const run of readdirSync(runs))
    if (!isRunning(Number(run))) rmSync(join(runs, run), { recursive: true, force: true })
  const done = new Map<string, Promise<unknown>>()
  return {
    ...{ cache, scratch, quick, say },
    rounds: quick ? 1 : 3,
    once<T>(name: string, work: () => Promise<T>) {
      if (!done.has(name)) done.set(name, work())
      return done.get(name) as Promise<T>
    },
    close: () => rmSync(scratch, { recursive: true, force: true }),
  }
}

/** Whether the run with this process id is still going on: one that was killed leaves its folder behind. */
function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0)
  } catch {
    return false
  }
}
