/**
 * Keeps the screen awake until the function that it returns is called, where the platform can. A window that was hidden
 * loses that, and asks again when it is back.
 */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | undefined
  let ended = false
  async function ask(): Promise<void> {
    if (document.visibilityState !== 'visible') return
    // what is refused (a low battery) is no reason to stop the slideshow
    lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
    if (ended) void lock?.release()
  }
  const onchange = (): void => void ask()
  document.addEventListener('visibilitychange', onchange)
  void ask()
  return () => {
    ended = true
    document.removeEventListener('visibilitychange', onchange)
    void lock?.release()
  }
}
