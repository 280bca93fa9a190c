import { rowOf, rowsBetween, type Layout } from './layout.ts'

/** Pixels that are the beginning of a list still: what comes new before it is to be seen. */
const BEGINNING = 8

/**
 * The photo at the top edge of the grid, and how far it is scrolled past. It stays put when the layout changes (size,
 * width, new photos), and when the list is shown again.
 */
export class Anchor {
  #id: number | null = null
  #offset = 0
  /** where it was put last: a scroll event that says so is not the user's */
  #put = NaN

  /** The list was scrolled to here. */
  scrolled(top: number, layout: Layout, ids: readonly number[]): void {
    if (Math.abs(top - this.#put) < 1) return
    this.#put = NaN
    const row = rowsBetween(layout, top, top + 1)[0]
    this.#id = top < BEGINNING ? null : (ids[layout.starts[row] ?? -1] ?? null)
    this.#offset = top - (layout.tops[row] ?? 0)
  }

  /** Scrolls so that the photo is where it was. */
  put(scroller: Pick<Element, 'scrollTop'>, layout: Layout, positions: ReadonlyMap<number, number>): void {
    const at = this.#id === null ? undefined : positions.get(this.#id)
    if (at === undefined) return
    this.#put = layout.tops[rowOf(layout, at)]! + this.#offset
    // where nothing moved, a movement that is under way goes on
    if (Math.abs(scroller.scrollTop - this.#put) >= 1) scroller.scrollTop = this.#put
  }
}
