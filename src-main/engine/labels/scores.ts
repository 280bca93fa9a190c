/** A number for each photo that is there, by position; NaN where it has none. */
export interface Scored {
  readonly count: number
  /** all of them, to be walked: ten times as fast as asking one by one */
  readonly values: Float32Array
  at(position: number): number
}

/**
 * What the photos that are there score for a query, as cosines, by position. NaN, for which no comparison holds, where a
 * photo has no embedding.
 */
export class Scores implements Scored {
  readonly count: number
  readonly #rows: Int32Array
  readonly #cosines: Float32Array
  #values: Float32Array | undefined

  /** `rows` leads from positions to `cosines`; -1 where there is none. */
  constructor(rows: Int32Array, cosines: Float32Array) {
    this.count = rows.length
    this.#rows = rows
    this.#cosines = cosines
  }

  get values(): Float32Array {
    return (this.#values ??= gather(this.#rows, this.#cosines))
  }

  at(position: number): number {
    const row = this.#rows[position]!
    return row < 0 ? NaN : this.#cosines[row]!
  }
}

/** What was gathered last: a preview asks for the same again with each move of a bar. */
const recent: { rows: Int32Array; table: ArrayBufferLike; values: Float32Array }[] = []
const RECENT = 4

/** Tables that threads share (cosineCache.ts) are never written again where they are filled, nor are rows. */
function gather(rows: Int32Array, cosines: Float32Array): Float32Array {
  if (!(cosines.buffer instanceof SharedArrayBuffer)) return gatherAnew(rows, cosines)
  const known = recent.find((one) => one.rows === rows && one.table === cosines.buffer)
  if (known) return known.values
  const values = gatherAnew(rows, cosines)
  recent.unshift({ rows, table: cosines.buffer, values })
  recent.length = Math.min(recent.length, RECENT)
  return values
}

function gatherAnew(rows: Int32Array, cosines: Float32Array): Float32Array {
  const values = new Float32Array(rows.length)
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position]!
    values[position] = row < 0 ? NaN : cosines[row]!
  }
  return values
}

/** How many photos score at least so much. */
export function countFrom({ values }: Scored, least: number): number {
  let count = 0
  for (let position = 0; position < values.length; position++) if (values[position]! >= least) count++
  return count
}

/** Photos in each of so many equal bins from one cosine to another; what lies outside is in the first and last. */
export function histogram({ values }: Scored, from: number, to: number, bins: number): number[] {
  const counts = new Uint32Array(bins)
  const perBin = bins / (to - from)
  for (let position = 0; position < values.length; position++) {
    const bin = (values[position]! - from) * perBin
    // NaN is in none
    if (bin >= 0) counts[bin < bins ? bin | 0 : bins - 1]!++
    else if (bin < 0) counts[0]!++
  }
  return [...counts]
}

/**
 * The positions of the photos that score best and at least `least`, best first, equal ones in display order. Holds twice
 * as many at most, and sorts only those: of a million photos few are ever looked at twice.
 */
export function best(scores: Scored, most: number, least = -Infinity): number[] {
  const { values } = scores
  const found: number[] = []
  let bar = least
  for (let position = 0; position < values.length; position++) {
    if (!(values[position]! >= bar)) continue
    found.push(position)
    if (found.length < most * 2) continue
    sortByScore(found, scores).length = most
    bar = values[found[most - 1]!]!
  }
  return sortByScore(found, scores).slice(0, most)
}

/** Sorts positions in place: best first, equal ones in display order. */
export function sortByScore(positions: number[], { values }: Scored): number[] {
  return positions.sort((a, b) => values[b]! - values[a]! || a - b)
}
