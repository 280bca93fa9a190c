import { setImmediate as othersFirst } from 'node:timers/promises'
import type { VectorStore } from '../vectors/vectorStore.ts'

/*
 * Comparing all photos with all others takes hours; so only those are compared that fall on the same side of many random
 * planes (locality-sensitive hashing). Of pairs as near as duplicates, 98 in 100 meet in one of the tables.
 */

const TABLES = 16
const PLANES = 14
/** A crowd of photos that are all alike a little would be compared each with each. */
const MOST_IN_BUCKET = 300

/** Rows that may be near each other, table after table. */
export async function* candidates(vectors: VectorStore): AsyncGenerator<number[]> {
  const { size, dimensions } = vectors
  const random = numbers()
  const offsets = new Float32Array(size)
  const plane = new Float32Array(dimensions)
  for (let table = 0; table < TABLES; table++) {
    const keys = new Uint16Array(size)
    for (let bit = 0; bit < PLANES; bit++) {
      for (let i = 0; i < dimensions; i++) plane[i] = random()
      vectors.cosines(plane, offsets)
      // through the middle of the library, where it divides best
      const middle = medianOf(offsets)
      for (let row = 0; row < size; row++) if (offsets[row]! > middle) keys[row]! |= 1 << bit
      await othersFirst()
    }
    const buckets = new Map<number, number[]>()
    for (let row = 0; row < size; row++) {
      const bucket = buckets.get(keys[row]!)
      if (bucket) bucket.push(row)
      else buckets.set(keys[row]!, [row])
    }
    for (const bucket of buckets.values())
      for (let from = 0; from < bucket.length - 1; from += MOST_IN_BUCKET)
        yield bucket.slice(from, from + MOST_IN_BUCKET)
  }
}

/** The same ones each time (a linear congruential generator), from -0.5 to 0.5. */
function numbers(): () => number {
  let state = 1
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 - 0.5
  }
}

function medianOf(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / 2001))
  const sample = Float32Array.from(
    { length: Math.ceil(values.length / step) },
    (_, at) => values[at * step]!,
  ).sort()
  return sample[sample.length >> 1] ?? 0
}
