import { setTimeout as sleep } from 'node:timers/promises'
import { LumitagError } from '../../../src-shared/errors.ts'

const AGAIN_MS = 2000

/**
 * Does work that goes on where it stopped, again and again while another program has the database to itself. The signal
 * ends the waiting.
 */
export async function patiently<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LumitagError && error.code === 'LIBRARY_BUSY')) throw error
      await sleep(AGAIN_MS, undefined, { signal })
    }
}
