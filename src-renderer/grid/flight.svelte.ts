/** Pixels a millisecond at which nobody can make out a photo. */
const FLYING = 6
/** Milliseconds between two scroll events of one movement, and without one until it is over. */
const PAUSE = 100

/** Whether the content rushes past: thumbnails that would be gone before they are there are not asked for. */
export class Flight {
  flying = $state(false)
  #top = 0
  #at = -Infinity
  #landing: ReturnType<typeof setTimeout> | undefined

  /** The content was scrolled to here. A jump is no flight: it is over at once. */
  scrolled(top: number, now = performance.now()): void {
    const isMovement = now - this.#at < PAUSE
    const speed = Math.abs(top - this.#top) / Math.max(1, now - this.#at)
    this.#top = top
    this.#at = now
    if (isMovement) this.flying = speed > FLYING
    clearTimeout(this.#landing)
    if (this.flying) this.#landing = setTimeout(() => (this.flying = false), PAUSE)
  }
}
