import { setTimeout as wait } from 'node:timers/promises'
import { TransientError } from './transient.ts'

/** Failures in a row, without a new byte between them, until it is given up. */
const ATTEMPTS = 5
const LONGEST_WAIT_MS = 60_000

export interface Retrying {
  signal: AbortSignal
  /** wait before the second try; doubled each time */
  retryMs: number
  /** Anything that grows while there is progress: then the count begins anew. */
  progress?: () => number
  /** Which failures are worth another try; default: all transient ones. */
  worthIt?: (error: TransientError) => boolean
}

/** Runs `work` until it succeeds, waiting longer after each transient failure; the last one is thrown. */
export async function retry<T>(
  work: () => Promise<T>,
  { signal, retryMs, progress = () => 0, worthIt = () => true }: Retrying,
): Promise<T> {
  let failures = 0
  let before = progress()
  for (;;) {
    try {
      return await work()
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof TransientError) || !worthIt(error)) throw error
      failures = progress() > before ? 1 : failures + 1
      before = progress()
      if (failures >= ATTEMPTS) throw error
      const delay = Math.max(error.waitMs, retryMs * 2 ** (failures - 1))
      await wait(Math.min(delay, LONGEST_WAIT_MS), undefined, { signal })
    }
  }
}
