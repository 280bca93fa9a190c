/** kernel.wat, assembled by `npx wabt wat2wasm`: 337 bytes, SIMD. */
const KERNEL = Buffer.from(
  'AGFzbQEAAAABCQFgBX9/f39/AAIPAQNlbnYGbWVtb3J5AgABAwIBAAcLAQdjb3NpbmVzAAAKmQIBlgICAn8EewJAA0AgASACTw0BIAAhBSABIANqIQb9DAAAAAAAAAAAAAAAAAAAAAAhB/0MAAAAAAAAAAAAAAAAAAAAACEI/QwAAAAAAAAAAAAAAAAAAAAAIQn9DAAAAAAAAAAAAAAAAAAAAAAhCgNAIAcgAf0ABAAgBf0ABAD95gH95AEhByAIIAH9AAQQIAX9AAQQ/eYB/eQBIQggCSAB/QAEICAF/QAEIP3mAf3kASEJIAogAf0ABDAgBf0ABDD95gH95AEhCiAFQcAAaiEFIAFBwABqIgEgBkkNAAsgByAI/eQBIAkgCv3kAf3kASEHIAQgB/0fACAH/R8BkiAH/R8CIAf9HwOSkjgCACAEQQRqIQQMAAsLCw==',
  'base64',
)
const kernel = new WebAssembly.Module(KERNEL)

type Cosines = (query: number, row: number, end: number, bytes: number, out: number) => void

/** Cosines that are computed before they are copied out: small enough to stay in the processor's cache. */
const BATCH_ROWS = 4096
const FLOAT_BYTES = 4
const PAGE_BYTES = 65536

export interface Block {
  /** the rows, one after the other, `stride` numbers each */
  readonly rows: Float32Array
  /** Cosines of rows `first` to `last` (exclusive) with a query of `stride` numbers, into `out` from `at` on. */
  cosines(query: Float32Array, first: number, last: number, out: Float32Array, at: number): void
}

/** Fixed memory outside the JavaScript heap for so many rows, with the code that scans it. `stride` is a multiple of 16. */
export function createBlock(rowCount: number, stride: number): Block {
  const outAt = stride * FLOAT_BYTES
  const rowsAt = outAt + BATCH_ROWS * FLOAT_BYTES
  const rowBytes = stride * FLOAT_BYTES
  const pages = Math.ceil((rowsAt + rowCount * rowBytes) / PAGE_BYTES)
  // pages are only backed by the system once they are written
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(kernel, { env: { memory } })
  const run = exports.cosines as Cosines
  const querySlot = new Float32Array(memory.buffer, 0, stride)
  const outSlot = new Float32Array(memory.buffer, outAt, BATCH_ROWS)
  return {
    rows: new Float32Array(memory.buffer, rowsAt, rowCount * stride),
    cosines(query, first, last, out, at) {
      querySlot.set(query)
      for (let row = first; row < last; row += BATCH_ROWS) {
        const end = Math.min(row + BATCH_ROWS, last)
        run(0, rowsAt + row * rowBytes, rowsAt + end * rowBytes, rowBytes, outAt)
        out.set(outSlot.subarray(0, end - row), at + row - first)
      }
    },
  }
}
