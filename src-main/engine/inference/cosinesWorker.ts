import { InferenceSession, Tensor } from 'onnxruntime-node'
import { parentPort } from 'node:worker_threads'
import type { CosinesReply, CosinesRequest } from './cosinesProtocol.ts'
import { gemmGraph } from './gemmGraph.ts'

/* Entry of a thread that multiplies many queries with its part of the rows: ONNX Runtime does it at the speed of a core. */

/** Small enough that rows and results stay in the processor's cache while they are worked on. */
const ROWS_AT_ONCE = 4096
const VECTORS_AT_ONCE = 256

const sessions = new Map<number, Promise<InferenceSession>>()

function sessionFor(stride: number): Promise<InferenceSession> {
  let session = sessions.get(stride)
  if (!session) {
    session = InferenceSession.create(gemmGraph(stride), {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
    })
    sessions.set(stride, session)
  }
  return session
}

async function compute({ stride, spans, vectors, tableOf, tables }: CosinesRequest): Promise<void> {
  const session = await sessionFor(stride)
  const results = new Float32Array(Math.min(VECTORS_AT_ONCE, tableOf.length) * ROWS_AT_ONCE)
  for (const { first, last, numbers } of spans)
    for (let row = first; row < last; row += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, last - row)
      const from = (row - first) * stride
      const rows = new Tensor('float32', numbers.subarray(from, from + count * stride), [count, stride])
      for (let vector = 0; vector < tableOf.length; vector += VECTORS_AT_ONCE) {
        const owners = tableOf.slice(vector, vector + VECTORS_AT_ONCE)
        const some = vectors.subarray(vector * stride, (vector + owners.length) * stride)
        const cosines = results.subarray(0, owners.length * count)
        await session.run(
          { queries: new Tensor('float32', some, [owners.length, stride]), rows },
          { cosines: new Tensor('float32', cosines, [owners.length, count]) },
        )
        owners.forEach((owner, index) => {
          const isFirst = tableOf[vector + index - 1] !== owner
          take(tables[owner]!, row, cosines.subarray(index * count, (index + 1) * count), isFirst)
        })
      }
    }
}

/** Puts cosines into a table; the better ones where it has some already. */
function take(table: Float32Array, row: number, cosines: Float32Array, isFirst: boolean): void {
  if (isFirst) return table.set(cosines, row)
  for (let index = 0; index < cosines.length; index++)
    if (cosines[index]! > table[row + index]!) table[row + index] = cosines[index]!
}

parentPort!.on('message', (request: CosinesRequest) => {
  compute(request).then(
    () => parentPort!.postMessage({ id: request.id } satisfies CosinesReply),
    (error: unknown) =>
      parentPort!.postMessage({ id: request.id, error: String(error) } satisfies CosinesReply),
  )
})
