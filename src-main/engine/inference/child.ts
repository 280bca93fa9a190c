import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { entryFile } from '../places.ts'
import { readsTexts, SETTLES_DECODERS, type FromWorker, type Request, type ToWorker } from './protocol.ts'
import { createRestTimer } from './restTimer.ts'

/*
 * Entry of the inference process: hands photos to one worker thread per core, and texts to one of their own. It holds
 * what may crash (decoders of untrusted files, native inference), so that the engine does not. Each thread starts with
 * the first task that has need of it: a label alone loads no decoder, and a photo alone one thread.
 */

const TEXT_IDLE_MS = 60_000
/** Each session on a graphics card takes memory there; the other workers go on with the processor. */
const SESSIONS_ON_PROVIDER = 4
/** What a photo leaves behind in a worker's heap is swept up early; by itself V8 lets it grow to 150 MB in each. */
const YOUNG_MB = 8

interface Seat {
  worker: Worker
  busy: number
}

const threads = Number(process.env.LUMITAG_THREADS) || availableParallelism()
const seats: Seat[] = []
/** Once the first thread for photos has said what may be decoded; others start after it, and only then. */
let settled: Promise<unknown> | undefined
/** Text towers are large, and texts are few: one thread reads them, lets the tower go after a while, and stays. */
let textSeat: Seat | undefined
const rest = createRestTimer(Number(process.env.LUMITAG_TEXT_IDLE_MS) || TEXT_IDLE_MS, () =>
  textSeat?.worker.postMessage('release' satisfies ToWorker),
)

function startWorker(entry: string, workerData?: unknown): Seat {
  const limits = { maxYoungGenerationSizeMb: YOUNG_MB }
  const worker = new Worker(entry, { workerData, resourceLimits: limits })
  const seat: Seat = { worker, busy: 0 }
  worker.on('message', (message: FromWorker) => {
    if ('id' in message && --seat.busy === 0 && seat === textSeat) rest.start()
    process.send!(message)
  })
  // an error outside a task leaves a worker in an unknown state: die, and let the engine start afresh
  worker.on('error', (error) => {
    console.error(error)
    process.exit(1)
  })
  return seat
}

function startPhotoSeat(workerData?: unknown): Worker {
  const seat = startWorker(entryFile('./inference/worker.ts', './worker.js'), workerData)
  seats.push(seat)
  return seat.worker
}

/** Texts wait for no photo, and photos for no text. */
function seatFor({ task }: Request): Seat {
  if (readsTexts(task)) {
    rest.stop()
    return (textSeat ??= startWorker(entryFile('./inference/textWorker.ts', './textWorker.js')))
  }
  if (task.kind === 'index') rest.hurry()
  if (seats.length < threads && seats.every(({ busy }) => busy > 0)) startPhotoSeat()
  return seats.reduce((least, other) => (other.busy < least.busy ? other : least))
}

async function take(request: Request): Promise<void> {
  if (!readsTexts(request.task)) await (settled ??= once(startPhotoSeat(SETTLES_DECODERS), 'message'))
  const seat = seatFor(request)
  seat.busy++
  const taken = seats.indexOf(seat) < SESSIONS_ON_PROVIDER ? request : onProcessor(request)
  seat.worker.postMessage(taken satisfies ToWorker)
}

function onProcessor({ id, task }: Request): Request {
  if (!('vision' in task) || !task.vision.provider) return { id, task }
  const { provider: _, ...vision } = task.vision
  return { id, task: { ...task, vision } }
}
process.on('message', (request: Request) => void take(request))
process.on('disconnect', () => process.exit(0))
