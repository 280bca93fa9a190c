import type { VectorStore } from './vectorStore.ts'

/** Queries whose cosines are kept: 100 labels and some searches, 4 bytes a photo each. */
const KEPT = 128

interface Entry {
  cosines: Float32Array
  /** rows that are filled */
  rows: number
}

/** Cosines of whole queries with all photos, kept while they are used and extended as photos arrive. */
export class CosineCache {
  readonly #vectors: VectorStore
  readonly #entries = new Map<string, Entry>()

  constructor(vectors: VectorStore) {
    this.#vectors = vectors
  }

  /** The best cosine over several query vectors, per row of the store. `key` names the queries. */
  best(key: string, queries: readonly Float32Array[]): Float32Array {
    const { size } = this.#vectors
    let entry = this.#entries.get(key)
    this.#entries.delete(key)
    if (!entry || entry.cosines.length < size) {
      const grown = new Float32Array(Math.max(1024, size * 1.25))
      if (entry) grown.set(entry.cosines)
      entry = { cosines: grown, rows: entry?.rows ?? 0 }
    }
    if (entry.rows < size) this.#fill(entry, queries)
    this.#entries.set(key, entry) // last in the map = used last
    if (this.#entries.size > KEPT) this.#entries.delete(this.#entries.keys().next().value!)
    return entry.cosines.subarray(0, size)
  }

  #fill(entry: Entry, queries: readonly Float32Array[]): void {
    const first = entry.rows
    const { cosines } = entry
    queries.forEach((query, index) => {
      if (index === 0) return this.#vectors.cosines(query, cosines, first)
      const other = new Float32Array(this.#vectors.size)
      this.#vectors.cosines(query, other, first)
      for (let row = first; row < other.length; row++)
        if (other[row]! > cosines[row]!) cosines[row] = other[row]!
    })
    entry.rows = this.#vectors.size
  }
}
