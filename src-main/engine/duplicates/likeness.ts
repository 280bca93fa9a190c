import type { VectorStore } from '../vectors/vectorStore.ts'

/** How far two photos are apart, as a part of the usual distance between two photos of this library with this model. */
export interface Likeness {
  distance(row: number, other: number): number
}

/** Pairs that tell what is usual. */
const SAMPLES = 2000

/** Distances in units of the median distance of pairs at even steps: the same limits fit every model. */
export function likenessOf(vectors: VectorStore): Likeness {
  const { stride, size, dimensions } = vectors
  const spans = vectors.spans(0, size)
  function apart(row: number, other: number): number {
    const [one, two] = [row, other].map((at) => spans.find(({ last }) => at < last)!)
    const a = one!.numbers
    const b = two!.numbers
    const from = (row - one!.first) * stride
    const to = (other - two!.first) * stride
    let cosine = 0
    for (let i = 0; i < dimensions; i++) cosine += a[from + i]! * b[to + i]!
    return 1 - cosine
  }
  const usual: number[] = []
  for (let at = 0; at < SAMPLES && size > 1; at++) {
    // steps that have no divisor in common with most sizes
    const row = (at * 7919) % size
    const other = (at * 104_729 + 1 + (size >> 1)) % size
    if (row !== other) usual.push(apart(row, other))
  }
  usual.sort((a, b) => a - b)
  const median = usual[usual.length >> 1] ?? 1
  return { distance: (row, other) => apart(row, other) / Math.max(median, 1e-6) }
}
