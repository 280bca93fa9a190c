import { fork, type ChildProcess } from 'node:child_process'
import { fromErrorData, LumitagError } from '../../../src-shared/errors.ts'
import { entryFile } from '../places.ts'
import {
  readsTexts,
  type FromWorker,
  type Kind,
  type Reply,
  type Request,
  type Results,
  type Task,
} from './protocol.ts'

/** A photo may not keep a worker longer than this; the process is ended and the photo counted as a crash. */
const LIMIT_MS = 120_000
/** One in hand and one waiting per worker, so that none waits for a message to cross. */
const TASKS_PER_WORKER = 2
/** A task that was in flight in this many deaths of the process is set aside. */
const MAX_CRASHES = 2

export interface Inference {
  /** Runs a task in the inference process. Rejects with the task's own error, DECODER_CRASHED or DECODER_TIMEOUT. */
  run<T extends Task>(task: T): Promise<Results[T['kind']]>
  /** How many tasks are worth having in flight at once. */
  readonly capacity: number
  close(): Promise<void>
}

export interface InferenceOptions {
  threads: number
  spawn?: (entry: string) => ChildProcess
  log?: (message: string, details?: unknown) => void
  limitMs?: number
  /** how long the text tower stays loaded without work; default: a minute */
  textIdleMs?: number
}

interface Pending {
  task: Task
  crashes: number
  timedOut: boolean
  timer?: NodeJS.Timeout
  resolve(value: Results[Kind]): void
  reject(error: Error): void
}

/**
 * For Linux' usual allocator, which otherwise keeps most of what was freed: large pieces go back at once. Half the
 * memory of an index run, and a text tower that is really gone when it was released, for 2 % of the time.
 */
const ALLOCATOR = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '16777216' }

/** Starts the inference process with what it needs around it. */
export const startInference =
  ({ threads, textIdleMs }: Pick<InferenceOptions, 'threads' | 'textIdleMs'>) =>
  (entry: string): ChildProcess =>
    fork(entry, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...ALLOCATOR,
        ...process.env,
        LUMITAG_THREADS: String(threads),
        ...(textIdleMs && { LUMITAG_TEXT_IDLE_MS: String(textIdleMs) }),
      },
    })

/**
 * The engine's end of the inference process: starts it when there is work, starts it again after a crash, and finds out
 * which photo was to blame: whatever was in flight is tried once more, alone.
 */
export function createInference(options: InferenceOptions): Inference {
  const capacity = options.threads * TASKS_PER_WORKER
  const spawn = options.spawn ?? startInference(options)
  const waiting: Pending[] = []
  const suspects: Pending[] = []
  const running = new Map<number, Pending>()
  let child: ChildProcess | undefined
  let ready = false
  /** the end of what the process wrote to standard error: why it cannot start */
  let lastWords = ''
  let nextId = 1
  let closed = false

  function process_(): ChildProcess {
    if (child) return child
    const started = spawn(entryFile('./inference/child.ts', './inference.js'))
    ready = false
    lastWords = ''
    started.stderr?.on('data', (text: Buffer) => {
      lastWords = (lastWords + text.toString()).slice(-2000)
      options.log?.('inference', text.toString())
    })
    started.on('message', (message: FromWorker) => {
      if ('ready' in message) ready = true
      else if ('released' in message) options.log?.('text tower released')
      else settle(message)
    })
    started.on('error', (error) => {
      options.log?.('inference process', error)
      lastWords = error.message
      // it never started: there will be no exit to hear of
      if (started.pid === undefined && child === started) {
        child = undefined
        died(null, null)
      }
    })
    started.on('exit', (code, signal) => {
      if (child === started) child = undefined
      if (!closed) died(code, signal)
    })
    return (child = started)
  }

  function settle(reply: Reply): void {
    const pending = running.get(reply.id)
    if (!pending) return
    running.delete(reply.id)
    clearTimeout(pending.timer)
    if ('error' in reply) pending.reject(fromErrorData(reply.error))
    else pending.resolve(reply.value)
    pump()
  }

  function died(code: number | null, signal: NodeJS.Signals | null): void {
    options.log?.('inference process died', { code, signal, inFlight: running.size })
    for (const pending of running.values()) {
      clearTimeout(pending.timer)
      pending.crashes++
      if (!ready && !pending.timedOut) {
        pending.reject(startError(lastWords))
        continue
      }
      if (pending.timedOut)
        pending.reject(
          new LumitagError('DECODER_TIMEOUT', 'Reading this file took too long; it was set aside.'),
        )
      else if (pending.crashes >= MAX_CRASHES) pending.reject(crashError(pending.task))
      else suspects.push(pending)
    }
    running.clear()
    pump()
  }

  function send(pending: Pending): void {
    const id = nextId++
    running.set(id, pending)
    pending.timer = setTimeout(() => {
      pending.timedOut = true
      child?.kill('SIGKILL')
    }, options.limitMs ?? LIMIT_MS)
    process_().send({ id, task: pending.task } satisfies Request)
  }

  /** Texts have a worker of their own, which no photo keeps busy. */
  function nextWithRoom(): number {
    const photos = running.values().filter(({ task }) => !readsTexts(task))
    const hasRoom = photos.reduce((count) => count + 1, 0) < capacity
    return waiting.findIndex(({ task }) => hasRoom || readsTexts(task))
  }

  function pump(): void {
    if (closed) return
    if (suspects.length > 0) {
      if (running.size === 0) send(suspects.shift()!)
      return
    }
    for (let next = nextWithRoom(); next >= 0; next = nextWithRoom()) send(waiting.splice(next, 1)[0]!)
  }

  return {
    capacity,
    run: <T extends Task>(task: T) =>
      new Promise<Results[T['kind']]>((resolve, reject) => {
        if (closed) return reject(new LumitagError('CANCELLED', 'Lumitag is closing.'))
        const pending: Pending = {
          task,
          crashes: 0,
          timedOut: false,
          resolve: resolve as (value: Results[Kind]) => void,
          reject,
        }
        // somebody waits for the answer of everything but these
        if (['index', 'hash', 'metadata'].includes(task.kind)) waiting.push(pending)
        else waiting.unshift(pending)
        pump()
      }),
    async close() {
      closed = true
      const error = new LumitagError('CANCELLED', 'Lumitag is closing.')
      for (const pending of [...waiting, ...suspects, ...running.values()]) {
        clearTimeout(pending.timer)
        pending.reject(error)
      }
      const last = child
      if (!last || last.exitCode !== null || last.signalCode !== null) return
      await new Promise<void>((resolve) => {
        last.once('exit', () => resolve())
        last.kill('SIGKILL')
      })
    },
  }
}

function startError(words: string): LumitagError {
  const reason =
    words
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? 'no reason given'
  return new LumitagError(
    'INFERENCE_FAILED',
    `The inference process cannot start (${reason}). Install the dependencies again: delete node_modules, then npm start.`,
  )
}

function crashError(task: Task): LumitagError {
  return readsTexts(task) || task.kind === 'golden'
    ? new LumitagError(
        'INFERENCE_FAILED',
        'The model crashed the inference process. Copy or download it again, or use another one.',
      )
    : new LumitagError('DECODER_CRASHED', 'Reading this file crashed the decoder twice; it was set aside.')
}
