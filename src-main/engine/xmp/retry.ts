import { setTimeout as wait } from 'node:timers/promises'
import { LumitagError } from '../../../src-shared/errors.ts'

const DELAYS = [50, 100, 200, 400, 800]
const LOCKED = ['EPERM', 'EBUSY', 'EACCES']

/**
 * Does what Windows refuses while a virus scanner, an indexer or another program has the file open: tried again
 * after 50 to 800 ms, then LOCKED. Elsewhere these errors mean what they say and are thrown at once.
 */
export async function retryWhileLocked(
  action: () => Promise<void>,
  { isWindows = process.platform === 'win32', delays = DELAYS } = {},
): Promise<void> {
  for (const delay of [...delays, null]) {
    try {
      return await action()
    } catch (error) {
      const isLocked = error instanceof Error && 'code' in error && LOCKED.includes(String(error.code))
      if (!isWindows || !isLocked) throw error
      if (delay === null)
        throw new LumitagError(
          'LOCKED',
          'Another program has the sidecar open. Close it there, then try again.',
          {
            cause: error,
          },
        )
      await wait(delay)
    }
  }
}
