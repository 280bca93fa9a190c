/** Asked of each thread that computes cosines. All memory is shared: nothing is copied either way. */
export interface CosinesRequest {
  id: number
  /** numbers from one row to the next */
  stride: number
  /** the thread's part of the rows, in order */
  spans: { first: number; last: number; numbers: Float32Array<SharedArrayBuffer> }[]
  /** query vectors, `stride` numbers each, and which table each is for; a table gets the best of its vectors */
  vectors: Float32Array
  tableOf: number[]
  tables: Float32Array<SharedArrayBuffer>[]
}

export type CosinesReply = { id: number; error?: string }
