/** Length of the window that the rate is taken over. */
const WINDOW_MS = 10_000

/** Items per second over the last seconds, so that the time left follows what happens now. */
export class RateMeter {
  readonly #now: () => number
  #samples: { time: number; done: number }[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  at(done: number): void {
    const time = this.#now()
    this.#samples.push({ time, done })
    while (this.#samples[0]!.time < time - WINDOW_MS && this.#samples.length > 2) this.#samples.shift()
  }

  rate(): number {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (!first || !last || last.time <= first.time) return 0
    return Math.max(0, ((last.done - first.done) * 1000) / (last.time - first.time))
  }
}
