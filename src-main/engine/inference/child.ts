import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { entryFile } from '../places.ts'
import type { Ready, Reply, Request } from './protocol.ts'

/*
 * Entry of the inference process: hands tasks to one worker thread per core. It holds what may crash (decoders of
 * untrusted files, native inference), so that the engine does not.
 */

const threads = Number(process.env.LUMITAG_THREADS) || availableParallelism()
const workers = Array.from({ length: threads }, () => startWorker())

interface Seat {
  worker: Worker
  busy: number
}

function startWorker(): Seat {
  const worker = new Worker(entryFile('./inference/worker.ts', './worker.js'))
  const seat: Seat = { worker, busy: 0 }
  worker.on('message', (reply: Reply | Ready) => {
    if (!('ready' in reply)) seat.busy--
    process.send!(reply)
  })
  // an error outside a task leaves a worker in an unknown state: die, and let the engine start afresh
  worker.on('error', (error) => {
    console.error(error)
    process.exit(1)
  })
  return seat
}

process.on('message', (request: Request) => {
  // only the first worker loads text towers: they are large, and texts are few
  const usesText = request.task.kind === 'texts' || request.task.kind === 'test'
  const seat = usesText
    ? workers[0]!
    : workers.reduce((least, other) => (other.busy < least.busy ? other : least))
  seat.busy++
  seat.worker.postMessage(request)
})
process.on('disconnect', () => process.exit(0))
