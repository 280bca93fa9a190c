import { bindKernel } from './kernel.ts'

/** Results that are computed before they are copied out: small enough to stay in the processor's cache. */
const BATCH_ROWS = 4096
const FLOAT_BYTES = 4
const PAGE_BYTES = 65536
/** All that 32-bit addresses reach, less a page: the end of the last row must have an address too. */
const MOST_PAGES = 65535
/** Memory is taken from the system in steps of 32 MB. */
const STEP_PAGES = 512

/** Rows of floats in one piece of memory, with the code that scans them. */
export interface Block {
  /** how many rows fit at most */
  readonly most: number
  /** Makes room for so many rows. They never move: views that were made before stay valid. */
  reserve(rowCount: number): void
  /** The numbers of rows `first` to `last` (exclusive), which must be reserved: a view that other threads can share. */
  rows(first: number, last: number): Float32Array<SharedArrayBuffer>
  /** Cosines of rows `first` to `last` (exclusive) with a query of `stride` numbers, into `out` from `at` on. */
  cosines(query: Float32Array, first: number, last: number, out: Float32Array, at: number): void
  /** A checksum for each row from `first` to `last` (exclusive). */
  checksums(first: number, last: number): Uint32Array
}

/** A block of at most `bytes`, outside the JavaScript heap. `stride` is a row's numbers, a multiple of 16. */
export function createBlock(stride: number, bytes: number): Block {
  const outAt = stride * FLOAT_BYTES
  const rowsAt = outAt + BATCH_ROWS * FLOAT_BYTES
  const rowBytes = stride * FLOAT_BYTES
  const pagesFor = (rowCount: number): number => Math.ceil((rowsAt + rowCount * rowBytes) / PAGE_BYTES)
  const pages = Math.min(MOST_PAGES, Math.max(pagesFor(1), Math.ceil(bytes / PAGE_BYTES)))
  // only addresses are set aside; the system backs a page once it is written
  const memory = new WebAssembly.Memory({ initial: pagesFor(0), maximum: pages, shared: true })
  const kernel = bindKernel(memory)
  const view = (from: number, length: number): Float32Array<SharedArrayBuffer> =>
    new Float32Array(memory.buffer as ArrayBufferLike as SharedArrayBuffer, from, length)
  const querySlot = view(0, stride)
  const results = view(outAt, BATCH_ROWS)
  const resultBits = new Uint32Array(memory.buffer, outAt, BATCH_ROWS)

  /** Runs `work` on pieces of rows, given as addresses. */
  function inBatches(
    first: number,
    last: number,
    work: (row: number, end: number, at: number, count: number) => void,
  ): void {
    for (let row = first; row < last; row += BATCH_ROWS) {
      const end = Math.min(row + BATCH_ROWS, last)
      work(rowsAt + row * rowBytes, rowsAt + end * rowBytes, row - first, end - row)
    }
  }

  return {
    most: Math.floor((pages * PAGE_BYTES - rowsAt) / rowBytes),
    reserve(rowCount) {
      const missing = pagesFor(rowCount) - memory.buffer.byteLength / PAGE_BYTES
      const left = pages - memory.buffer.byteLength / PAGE_BYTES
      if (missing > 0) memory.grow(Math.max(missing, Math.min(STEP_PAGES, left)))
    },
    rows: (first, last) => view(rowsAt + first * rowBytes, (last - first) * stride),
    cosines(query, first, last, out, at) {
      querySlot.set(query)
      inBatches(first, last, (row, end, done, count) => {
        kernel.cosines(0, row, end, rowBytes, outAt)
        out.set(results.subarray(0, count), at + done)
      })
    },
    checksums(first, last) {
      const out = new Uint32Array(last - first)
      inBatches(first, last, (row, end, done, count) => {
        kernel.checksums(row, end, rowBytes, outAt)
        out.set(resultBits.subarray(0, count), done)
      })
      return out
    },
  }
}
