/** Rows added before the memory doubles for the first time. */
const FIRST_ROWS = 1024

/**
 * The image embeddings of one model: one flat block of memory outside the JavaScript heap, a row per content.
 * Search is exact: at the sizes of photo libraries the scan is bound by memory speed (PERFORMANCE.md, "Vectors").
 */
export class VectorStore {
  readonly dimensions: number
  /** content of each row */
  readonly contentIds: number[] = []
  #rows = new Map<number, number>()
  #values: Float32Array

  constructor(dimensions: number) {
    this.dimensions = dimensions
    this.#values = new Float32Array(FIRST_ROWS * dimensions)
  }

  get size(): number {
    return this.contentIds.length
  }

  /** The row of a content; undefined while it has no embedding. */
  rowOf(contentId: number): number | undefined {
    return this.#rows.get(contentId)
  }

  /** The L2-normalised vector of a row: a view, not a copy. */
  vector(row: number): Float32Array {
    return this.#values.subarray(row * this.dimensions, (row + 1) * this.dimensions)
  }

  /** Appends a vector; a content that is there already keeps its row. */
  add(contentId: number, vector: Float32Array): void {
    if (this.#rows.has(contentId)) return
    const row = this.size
    if ((row + 1) * this.dimensions > this.#values.length) {
      const larger = new Float32Array(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values.set(vector, row * this.dimensions)
    this.#rows.set(contentId, row)
    this.contentIds.push(contentId)
  }

  /** Cosines of rows from `first` on with an L2-normalised query, into `out` from the same index on. */
  cosines(query: Float32Array, out: Float32Array, first = 0): void {
    const { dimensions } = this
    const values = this.#values
    const even = dimensions - (dimensions % 4)
    for (let row = first, at = first * dimensions; row < this.size; row++, at += dimensions) {
      // four sums at once: the processor need not wait for one addition to end before the next
      let a = 0
      let b = 0
      let c = 0
      let d = 0
      for (let i = 0; i < even; i += 4) {
        a += values[at + i]! * query[i]!
        b += values[at + i + 1]! * query[i + 1]!
        c += values[at + i + 2]! * query[i + 2]!
        d += values[at + i + 3]! * query[i + 3]!
      }
      for (let i = even; i < dimensions; i++) a += values[at + i]! * query[i]!
      out[row] = a + b + c + d
    }
  }
}
