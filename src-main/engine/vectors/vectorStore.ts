import { createBlock, type Block } from './block.ts'

/** Bytes of one block: as many as its addresses reach. A million photos of 768 numbers are one block. */
const BLOCK_BYTES = 2 ** 32
/** The kernel takes sixteen numbers at a time; rows are padded with zeros. */
const LANES = 16
/** Contents without a row. */
const NONE = -1

/** Rows that lie together in memory. */
export interface Span {
  first: number
  /** exclusive */
  last: number
  /** `stride` numbers a row: a view, not a copy, that other threads can share */
  numbers: Float32Array<SharedArrayBuffer>
}

/**
 * The image embeddings of one model: flat memory outside the JavaScript heap, a row per content, that never moves.
 * Search is exact: at the sizes of photo libraries the scan is bound by memory speed (README.md).
 */
export class VectorStore {
  readonly dimensions: number
  /** numbers from one row to the next */
  readonly stride: number
  readonly #blockBytes: number
  readonly #blocks: Block[] = []
  #size = 0
  /** content of each row, and row of each content; contents are numbered from 1 without large gaps */
  #contentIds = new Uint32Array(1024)
  #rowOf = new Int32Array(1024).fill(NONE)

  constructor(dimensions: number, blockBytes = BLOCK_BYTES) {
    this.dimensions = dimensions
    this.stride = Math.ceil(dimensions / LANES) * LANES
    this.#blockBytes = blockBytes
  }

  get size(): number {
    return this.#size
  }

  /** The row of a content; undefined while it has no embedding. */
  rowOf(contentId: number): number | undefined {
    const row = this.#rowOf[contentId] ?? NONE
    return row === NONE ? undefined : row
  }

  /** The rows of many contents; -1 where there is none. */
  rowsOf(contentIds: Uint32Array): Int32Array {
    const rowOf = this.#rowOf
    const rows = new Int32Array(contentIds.length)
    for (let at = 0; at < rows.length; at++) rows[at] = rowOf[contentIds[at]!] ?? NONE
    return rows
  }

  /** The contents of rows `first` to `last` (exclusive). */
  contentIds(first = 0, last = this.#size): Uint32Array {
    return this.#contentIds.subarray(first, last)
  }

  /** The L2-normalised vector of a row: a view, not a copy. */
  vector(row: number): Float32Array {
    const [span] = this.spans(row, row + 1)
    return span!.numbers.subarray(0, this.dimensions)
  }

  /** Appends a vector; a content that is there already keeps its row. */
  add(contentId: number, vector: Float32Array): void {
    if (this.rowOf(contentId) !== undefined) return
    this.reserve(this.#size + 1)
    this.vector(this.#size).set(vector)
    this.adopt(contentId)
  }

  /** Makes room for so many rows in all, to be written through `spans` and then taken over with `adopt`. */
  reserve(rowCount: number): void {
    let rest = rowCount
    for (let index = 0; rest > 0; index++) {
      const block = (this.#blocks[index] ??= createBlock(this.stride, this.#blockBytes))
      block.reserve(Math.min(rest, block.most))
      rest -= block.most
    }
  }

  /** Takes over the next row, whose numbers are in place, as a content's. False if the content has a row already. */
  adopt(contentId: number): boolean {
    if (contentId === 0 || this.rowOf(contentId) !== undefined) return false
    if (this.#size === this.#contentIds.length) {
      const ids = new Uint32Array(this.#size * 2)
      ids.set(this.#contentIds)
      this.#contentIds = ids
    }
    if (contentId >= this.#rowOf.length) {
      const rows = new Int32Array(Math.max(contentId + 1, this.#rowOf.length * 2)).fill(NONE)
      rows.set(this.#rowOf)
      this.#rowOf = rows
    }
    this.#contentIds[this.#size] = contentId
    this.#rowOf[contentId] = this.#size++
    return true
  }

  /** Rows `first` to `last` (exclusive), which must be reserved, in as few pieces as memory has. */
  spans(first: number, last: number): Span[] {
    return this.#pieces(first, last).map(({ block, start, row, end }) => ({
      first: row,
      last: end,
      numbers: block.rows(row - start, end - start),
    }))
  }

  /** Cosines of rows `first` to `last` (exclusive) with an L2-normalised query, into `out` from `at` on. */
  cosines(query: Float32Array, out: Float32Array, first = 0, last = this.#size, at = first): void {
    const padded = new Float32Array(this.stride)
    padded.set(query)
    for (const { block, start, row, end } of this.#pieces(first, last))
      block.cosines(padded, row - start, end - start, out, at + row - first)
  }

  /** A checksum of the bits of each row from `first` to `last` (exclusive), which must be reserved. */
  checksums(first: number, last: number): Uint32Array {
    const all = new Uint32Array(last - first)
    for (const { block, start, row, end } of this.#pieces(first, last))
      all.set(block.checksums(row - start, end - start), row - first)
    return all
  }

  /** Rows `first` to `last` (exclusive) by block, with the row that each block starts with. */
  #pieces(first: number, last: number): { block: Block; start: number; row: number; end: number }[] {
    const pieces = []
    const perBlock = this.#blocks[0]?.most ?? 1
    for (let row = first; row < last;) {
      const index = Math.floor(row / perBlock)
      const start = index * perBlock
      const end = Math.min(last, start + perBlock)
      pieces.push({ block: this.#blocks[index]!, start, row, end })
      row = end
    }
    return pieces
  }
}
