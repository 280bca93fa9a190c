import { createBlock, type Block } from './block.ts'

/** Bytes of one block: large enough that there are few, small enough that a little library takes little. */
const BLOCK_BYTES = 32 * 1024 * 1024
/** The kernel takes sixteen numbers at a time; rows are padded with zeros. */
const LANES = 16

/**
 * The image embeddings of one model: flat memory outside the JavaScript heap, a row per content, in blocks that never
 * move. Search is exact: at the sizes of photo libraries the scan is bound by memory speed (PERFORMANCE.md, "Vectors").
 */
export class VectorStore {
  readonly dimensions: number
  /** content of each row */
  readonly contentIds: number[] = []
  readonly #stride: number
  readonly #rowsPerBlock: number
  readonly #blocks: Block[] = []
  readonly #rows = new Map<number, number>()

  constructor(dimensions: number, blockBytes = BLOCK_BYTES) {
    this.dimensions = dimensions
    this.#stride = Math.ceil(dimensions / LANES) * LANES
    this.#rowsPerBlock = Math.max(1, Math.floor(blockBytes / (this.#stride * 4)))
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
    const at = (row % this.#rowsPerBlock) * this.#stride
    return this.#blockOf(row).rows.subarray(at, at + this.dimensions)
  }

  /** Appends a vector; a content that is there already keeps its row. */
  add(contentId: number, vector: Float32Array): void {
    if (this.#rows.has(contentId)) return
    const row = this.size
    if (row === this.#blocks.length * this.#rowsPerBlock)
      this.#blocks.push(createBlock(this.#rowsPerBlock, this.#stride))
    this.vector(row).set(vector)
    this.#rows.set(contentId, row)
    this.contentIds.push(contentId)
  }

  /** Cosines of rows from `first` on with an L2-normalised query, into `out` from the same index on. */
  cosines(query: Float32Array, out: Float32Array, first = 0): void {
    const padded = new Float32Array(this.#stride)
    padded.set(query)
    const perBlock = this.#rowsPerBlock
    for (let row = first; row < this.size;) {
      const block = Math.floor(row / perBlock)
      const end = Math.min((block + 1) * perBlock, this.size)
      this.#blocks[block]!.cosines(padded, row - block * perBlock, end - block * perBlock, out, row)
      row = end
    }
  }

  #blockOf(row: number): Block {
    return this.#blocks[Math.floor(row / this.#rowsPerBlock)]!
  }
}
