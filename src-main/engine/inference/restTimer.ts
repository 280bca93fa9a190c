/** When something that is kept ready for the next question may be let go. */
export interface RestTimer {
  /** A question came. */
  stop(): void
  /** The last question was answered. */
  start(): void
  /** Others need the memory: the rest of the wait is a twelfth of the usual one. */
  hurry(): void
}

/** Calls `release` after `idleMs` milliseconds without a question. */
export function createRestTimer(idleMs: number, release: () => void): RestTimer {
  let timer: NodeJS.Timeout | undefined
  let hurried = false
  const stop = (): void => {
    clearTimeout(timer)
    timer = undefined
  }
  const set = (wait: number): void => {
    stop()
    timer = setTimeout(() => {
      timer = undefined
      release()
    }, wait)
  }
  return {
    stop,
    start() {
      hurried = false
      set(idleMs)
    },
    hurry() {
      if (!timer || hurried) return
      hurried = true
      set(idleMs / 12)
    },
  }
}
