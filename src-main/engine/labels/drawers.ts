/** So many that one of them holds few photos, and that their counts stay in the processor's first cache. */
const DRAWERS = 4096

/**
 * Photos laid into drawers by what they score, in two passes: what a bar divides and what is next to it is then found
 * without walking all photos, for as long as the bar moves. Exact: a higher score is never in a lower drawer, and where a
 * bar goes through a drawer its photos are compared one by one.
 */
export class Drawers {
  /** photos that score at all */
  readonly count: number
  readonly #values: Float32Array
  readonly #low: number
  readonly #perDrawer: number
  /** where each drawer begins among the positions, and after the last one their end */
  readonly #starts = new Uint32Array(DRAWERS + 1)
  /** drawer by drawer, in display order within each */
  readonly #positions: Uint32Array

  /** `values` by position, NaN where there is none; they stay as they are. */
  constructor(values: Float32Array) {
    this.#values = values
    const { low, high } = rangeOf(values)
    this.#low = low
    this.#perDrawer = high > low ? DRAWERS / (high - low) : 0
    const ends = this.#starts.subarray(1)
    for (let position = 0; position < values.length; position++)
      if (values[position]! >= low) ends[this.#drawerOf(values[position]!)]!++
    for (let drawer = 1; drawer < DRAWERS; drawer++) ends[drawer]! += ends[drawer - 1]!
    this.count = ends[DRAWERS - 1]!
    this.#positions = new Uint32Array(this.count)
    const next = this.#starts.slice(0, DRAWERS)
    for (let position = 0; position < values.length; position++)
      if (values[position]! >= low) this.#positions[next[this.#drawerOf(values[position]!)]!++] = position
  }

  /** How many photos score at least so much. */
  countFrom(least: number): number {
    const drawer = this.#drawerOf(least)
    const higher = this.count - this.#starts[drawer + 1]!
    return higher + this.#in(drawer).filter((position) => this.#values[position]! >= least).length
  }

  /** The positions of those, in no order. */
  positionsFrom(least: number): number[] {
    return this.#walk(this.#drawerOf(least), 1, Infinity, (value) => value >= least)
  }

  /** The positions of so many photos that score best, best first, equal ones in display order. */
  best(most: number): number[] {
    const found = this.#walk(DRAWERS - 1, -1, most, () => true)
    return this.#sorted(found, -1).slice(0, most)
  }

  /** The positions next to a bar: from it on (`side` 1) or below it (-1), the nearest first, equal ones in display order. */
  nearest(bar: number, most: number, side: 1 | -1): number[] {
    if (!Number.isFinite(bar)) return []
    const found = this.#walk(this.#drawerOf(bar), side, most, (value) => value >= bar === (side === 1))
    return this.#sorted(found, side).slice(0, most)
  }

  /** From a drawer up (1) or down (-1), until there are enough; what is nearer than the last drawer is all there. */
  #walk(drawer: number, step: 1 | -1, most: number, fits: (value: number) => boolean): number[] {
    const found: number[] = []
    for (; drawer >= 0 && drawer < DRAWERS && found.length < most; drawer += step)
      for (const position of this.#in(drawer)) if (fits(this.#values[position]!)) found.push(position)
    return found
  }

  #sorted(positions: number[], direction: 1 | -1): number[] {
    const values = this.#values
    return positions.sort((a, b) => direction * (values[a]! - values[b]!) || a - b)
  }

  #in(drawer: number): Uint32Array {
    return this.#positions.subarray(this.#starts[drawer], this.#starts[drawer + 1])
  }

  /** Rises with the value: rounding never puts a higher one lower. */
  #drawerOf(value: number): number {
    const drawer = Math.floor((value - this.#low) * this.#perDrawer)
    // not a number where all score the same
    return drawer > 0 ? Math.min(DRAWERS - 1, drawer) : 0
  }
}

function rangeOf(values: Float32Array): { low: number; high: number } {
  let low = Infinity
  let high = -Infinity
  for (let position = 0; position < values.length; position++) {
    const value = values[position]!
    if (value < low) low = value
    if (value > high) high = value
  }
  return { low, high }
}

const known = new WeakMap<Float32Array, Drawers>()

/** The drawers of values that are never written again, made when they are first asked for. */
export function drawersOf(values: Float32Array): Drawers {
  let drawers = known.get(values)
  if (!drawers) known.set(values, (drawers = new Drawers(values)))
  return drawers
}
