/** Something asked from the engine: its last value, and whether it could be had. One question at a time. */
export class Resource<T> {
  value: T | undefined = $state.raw()
  error: unknown = $state.raw()
  loading = $state(false)
  #ask: (signal: AbortSignal) => Promise<T>
  /** least milliseconds between two answers that were only wanted because something changed */
  #interval: () => number
  #abort: AbortController | undefined
  #again = false
  #timer: ReturnType<typeof setTimeout> | undefined
  #answeredAt = -Infinity

  constructor(ask: (signal: AbortSignal) => Promise<T>, interval: () => number = () => 200) {
    this.#ask = ask
    this.#interval = interval
  }

  /** Asks now; a question that is still open is dropped. The old value stays until the new one is there. */
  async load(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#abort?.abort()
    const abort = (this.#abort = new AbortController())
    this.#again = false
    this.loading = true
    try {
      const value = await this.#ask(abort.signal)
      if (this.#abort !== abort) return
      this.value = value
      this.error = undefined
    } catch (error) {
      if (this.#abort !== abort) return
      this.error = error
    }
    this.#abort = undefined
    this.loading = false
    this.#answeredAt = performance.now()
    if (this.#again) this.refresh()
  }

  /** Asks again soon: at once if the last answer is old, else after the interval. Many calls make one question. */
  refresh(): void {
    if (this.#abort) this.#again = true
    else
      this.#timer ??= setTimeout(
        () => void this.load(),
        Math.max(0, this.#answeredAt + this.#interval() - performance.now()),
      )
  }

  /** Forgets value and question, for when it is about something else now. */
  clear(): void {
    this.#abort?.abort()
    this.#abort = undefined
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#again = false
    this.loading = false
    this.value = undefined
    this.error = undefined
  }
}
