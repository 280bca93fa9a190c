import { TransientError } from './transient.ts'

/** Waits for a promise; if nothing comes in time, `stop` is told the reason, and must make the promise fail. */
export async function orStall<T>(
  promise: Promise<T>,
  stallMs: number,
  stop: (reason: Error) => void,
): Promise<T> {
  const timer = setTimeout(
    () =>
      stop(
        new TransientError(
          'DOWNLOAD_FAILED',
          `No byte came for ${Math.round(stallMs / 1000)} s. Run it again: it goes on where it stopped. HF_HUB_DOWNLOAD_TIMEOUT sets how many seconds to wait.`,
        ),
      ),
    stallMs,
  )
  try {
    return await promise
  } finally {
    clearTimeout(timer)
  }
}
