import { Worker } from 'node:worker_threads'
import { entryFile } from '../places.ts'
import type { CosineQuery, ManyCosines } from '../vectors/cosineCache.ts'
import type { CosinesReply, CosinesRequest } from './cosinesProtocol.ts'

/** The thread and its memory, some 40 MB, are let go of when nobody asked for so long. */
const IDLE_MS = 60_000

export interface AllCores {
  cosines: ManyCosines
  close(): Promise<void>
}

/**
 * Cosines with many queries at once, by a thread of this process that shares the vectors' memory and has all cores work
 * on it. Where that cannot be had it is logged once, and from then on the answer is false.
 */
export function createAllCores(
  threads: number,
  log?: (message: string, details?: unknown) => void,
): AllCores {
  const waiting = new Map<number, (isDone: boolean) => void>()
  let worker: Worker | undefined
  let isBroken = false
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): Worker {
    const started = new Worker(entryFile('./inference/cosinesWorker.ts', './cosines.js'), {
      workerData: { threads },
    })
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
      if (worker === started) worker = undefined
      for (const id of [...waiting.keys()]) settle(id, false)
    })
    return started
  }

  function settle(id: number, isDone: boolean): void {
    waiting.get(id)?.(isDone)
    waiting.delete(id)
    if (waiting.size > 0) return
    // an idle thread must not keep the program from ending
    worker?.unref()
    idle = setTimeout(() => void worker?.terminate(), IDLE_MS).unref()
  }

  return {
    cosines(vectors, rows, queries, tables) {
      if (isBroken) return Promise.resolve(false)
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      const id = ++lastId
      worker.postMessage({
        id,
        stride: vectors.stride,
        spans: vectors.spans(0, rows),
        ...flat(queries, vectors.stride),
        tables: [...tables],
      } satisfies CosinesRequest)
      return new Promise((resolve) => waiting.set(id, resolve))
    },
    async close() {
      clearTimeout(idle)
      await worker?.terminate()
    },
  }
}

/** All vectors of all queries one after the other, padded with zeros, and which query each is of. */
function flat(queries: readonly CosineQuery[], stride: number): Pick<CosinesRequest, 'vectors' | 'tableOf'> {
  const tableOf = queries.flatMap(({ vectors }, index) => vectors.map(() => index))
  const all = new Float32Array(tableOf.length * stride)
  queries.flatMap((query) => query.vectors).forEach((vector, index) => all.set(vector, index * stride))
  return { vectors: all, tableOf }
}
