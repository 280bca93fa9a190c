import { everything, type Place } from './place.ts'

/** The part of window.history that is used. */
export interface HistoryLike {
  readonly state: unknown
  pushState(state: unknown, unused: string): void
  replaceState(state: unknown, unused: string): void
  back(): void
}
interface Entry {
  place: Place
  /** how many steps there are to go back to, inside this window */
  depth: number
}

/** The current place and the way back. */
export class Navigation {
  place: Place = $state.raw(everything)
  #history: HistoryLike
  #depth = 0
  /** a step back is under way: the browser takes it some moments later */
  #leaving = false

  constructor(history: HistoryLike) {
    this.#history = history
    this.restore(history.state)
    // the first entry needs a state too, or there would be no way back to it
    history.replaceState(this.#entry(), '')
  }

  go(place: Place): void {
    if (JSON.stringify(place) === JSON.stringify(this.place)) return
    this.#leaving = false
    this.place = place
    this.#depth++
    this.#history.pushState(this.#entry(), '')
  }

  /** For steps that are not worth a step back: the next photo. */
  replace(place: Place): void {
    this.#leaving = false
    this.place = place
    this.#history.replaceState(this.#entry(), '')
  }

  /** One step back; from the first place, all photos. Never out of this window, however fast the keys are. */
  back(): void {
    if (this.#leaving) return
    this.#leaving = this.#depth > 0
    if (this.#leaving) this.#history.back()
    else this.replace(everything)
  }

  /** What the history holds after back, forward or reload. */
  restore(state: unknown): void {
    const entry = state as Entry | null
    this.#leaving = false
    if (entry?.place?.view === undefined) return
    this.place = entry.place
    this.#depth = entry.depth
  }

  #entry(): Entry {
    return { place: this.place, depth: this.#depth }
  }
}
