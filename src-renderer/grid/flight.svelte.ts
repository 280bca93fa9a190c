/** Pixels a millisecond at which nobody can make out a photo. */
const FLYING = 6
/** And at which thumbnails wait where the computer does not keep up: a quarter of a second for a window's height. */
const HURRYING = 2
/** Milliseconds between two frames that are too many (at 60 a second it is 17), and how often that is no chance. */
const LATE = 25
const OFTEN = 2
/** Milliseconds between two scroll events of one movement, and without one until it is over. */
const PAUSE = 100

/**
 * Whether the content rushes past: thumbnails that would be gone before they are there are not asked for, nor those that
 * cost a smooth movement. Scroll events come once a frame, so the time between two is the time of a frame.
 */
export class Flight {
  flying = $state(false)
  #top = 0
  #at = -Infinity
  #late = 0
  #landing: ReturnType<typeof setTimeout> | undefined

  /** The content was scrolled to here. A jump is no flight: it is over at once. */
  scrolled(top: number, now = performance.now()): void {
    const elapsed = now - this.#at
    const speed = Math.abs(top - this.#top) / Math.max(1, elapsed)
    this.#top = top
    this.#at = now
    if (elapsed >= PAUSE) this.#late = 0
    else {
      if (elapsed > LATE && speed > HURRYING) this.#late++
      this.flying = speed > (this.#late < OFTEN ? FLYING : HURRYING)
    }
    clearTimeout(this.#landing)
    if (this.flying) this.#landing = setTimeout(() => (this.flying = false), PAUSE)
  }
}
