import { Worker } from 'node:worker_threads'
import { entryFile } from '../places.ts'
import type { CosineQuery, ManyCosines } from '../vectors/cosineCache.ts'
import type { CosinesReply, CosinesRequest } from './cosinesProtocol.ts'

/** The threads and their memory, some 40 MB, are let go of when nobody asked for so long. */
const IDLE_MS = 60_000

export interface AllCores {
  cosines: ManyCosines
  close(): Promise<void>
}

/**
 * Cosines with many queries at once, by threads of this process that share the vectors' memory: each takes its part of the
 * rows, so that none ever waits for another. Where they cannot be had it is logged once, and from then on the answer is
 * false.
 */
export function createAllCores(
  threads: number,
  log?: (message: string, details?: unknown) => void,
): AllCores {
  /** of each question, what is to be told once all threads have answered */
  const waiting = new Map<number, { left: number; tell: (isDone: boolean) => void }>()
  let workers: Worker[] = []
  let isBroken = false
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): Worker {
    const started = new Worker(entryFile('./inference/cosinesWorker.ts', './cosines.js'))
    const fail = (error: unknown): void => {
      isBroken = true
      log?.('scores cannot be computed on all cores', error)
    }
    started.on('message', ({ id, error }: CosinesReply) => {
      if (error !== undefined) fail(error)
      settle(id, error === undefined)
    })
    started.on('error', fail)
    started.on('exit', () => {
      // what one has begun the others end alone, but nobody waits for it
      if (workers.includes(started)) void stop()
    })
    return started
  }

  function settle(id: number, isDone: boolean): void {
    const question = waiting.get(id)
    if (!question || (isDone && --question.left > 0)) return
    question.tell(isDone)
    waiting.delete(id)
    if (waiting.size > 0) return
    // idle threads must not keep the program from ending
    for (const worker of workers) worker.unref()
    idle = setTimeout(() => void stop(), IDLE_MS).unref()
  }

  async function stop(): Promise<void> {
    clearTimeout(idle)
    const stopped = workers
    workers = []
    for (const id of [...waiting.keys()]) settle(id, false)
    await Promise.all(stopped.map((worker) => worker.terminate()))
  }

  return {
    cosines(vectors, rows, queries, tables) {
      if (isBroken) return Promise.resolve(false)
      clearTimeout(idle)
      if (workers.length === 0) workers = Array.from({ length: threads }, start)
      const id = ++lastId
      const asked = { id, stride: vectors.stride, ...flat(queries, vectors.stride), tables: [...tables] }
      workers.forEach((worker, index) => {
        worker.ref()
        const [first, last] = [index, index + 1].map((part) => Math.round((rows * part) / threads))
        worker.postMessage({ ...asked, spans: vectors.spans(first!, last!) } satisfies CosinesRequest)
      })
      return new Promise((tell) => waiting.set(id, { left: threads, tell }))
    },
    close: stop,
  }
}

/** All vectors of all queries one after the other, padded with zeros, and which query each is of. */
function flat(queries: readonly CosineQuery[], stride: number): Pick<CosinesRequest, 'vectors' | 'tableOf'> {
  const tableOf = queries.flatMap(({ vectors }, index) => vectors.map(() => index))
  const all = new Float32Array(tableOf.length * stride)
  queries.flatMap((query) => query.vectors).forEach((vector, index) => all.set(vector, index * stride))
  return { vectors: all, tableOf }
}
