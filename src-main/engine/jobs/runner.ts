import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import type { Job, JobKind, JobProblem } from '../../../src-shared/schemas/job.ts'
import type { JobRow, Jobs } from '../store/jobs.ts'
import type { JobHandlers, JobParameters } from './kinds.ts'
import { patiently } from './patiently.ts'
import { RateMeter } from './rateMeter.ts'
import { createSavedRows } from './savedRows.ts'

export interface JobOutcome {
  /** what was done, in numbers */
  result: Record<string, number>
  message?: string | null
}

/** What a job's handler may do. */
export interface JobContext<P> {
  readonly jobId: number
  readonly parameters: P
  /** aborted when the job was cancelled or Lumitag closes: for work that waits longer than a moment */
  readonly signal: AbortSignal
  /** Waits while the job is paused. Throws when it was cancelled or Lumitag closes: called before each piece of work. */
  turn(): Promise<void>
  progress(numbers: { done: number; total: number | null; failed: number }): void
  problem(problem: JobProblem): void
}

export interface Runner {
  /** Queues a job, unless one of the same kind with the same parameters waits already. */
  add<K extends JobKind>(kind: K, parameters: JobParameters[K]): Job
  list(): Job[]
  get(id: number): Job
  /** The oldest unfinished job of a kind that this is true of. */
  find<K extends JobKind>(kind: K, matches: (parameters: JobParameters[K]) => boolean): Job | undefined
  pause(id: number): void
  resume(id: number): void
  cancel(id: number): void
  /** Cancels the unfinished jobs of a kind that this is true of. */
  cancelAll<K extends JobKind>(kind: K, matches: (parameters: JobParameters[K]) => boolean): void
  /** Starts working on the queue, first on what an earlier run left. */
  start(): void
  /** Waits until nothing is queued or running; paused jobs do not count. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Running {
  row: JobRow
  meter: RateMeter
  stop: AbortController
  cancelled: boolean
  wake: (() => void)[]
  ended: Promise<void>
}

/** Runs the persistent queue: one job of each kind at a time, oldest first. `changed` is told after each step. */
export function createRunner(
  jobs: Jobs,
  handlers: JobHandlers,
  now: () => number,
  changed: () => void,
): Runner {
  const running = new Map<number, Running>()
  const saved = createSavedRows(jobs)
  let started = false
  let closing = false
  let waitingForIdle: (() => void)[] = []
  // what the program that had this library before was at when it ended
  for (const row of jobs.unfinished())
    if (handlers[row.kind].resumesByHand) saved.save({ ...row, state: 'paused' })
    else if (row.state === 'running') saved.save({ ...row, state: 'queued' })

  function schedule(): void {
    if (!started || closing) return
    const busy = new Set([...running.values()].map(({ row }) => row.kind))
    for (const row of jobs.unfinished()) {
      if (row.state !== 'queued' || busy.has(row.kind) || saved.unsaved(row.id)) continue
      busy.add(row.kind)
      run(row)
    }
    const waits = [...running.values()].every(({ row }) => row.state === 'paused')
    if (!waits) return
    for (const resolve of waitingForIdle) resolve()
    waitingForIdle = []
  }

  function run(row: JobRow): void {
    row.state = 'running'
    saved.save(row)
    const job: Running = {
      row,
      meter: new RateMeter(() => performance.now()),
      stop: new AbortController(),
      cancelled: false,
      wake: [],
      ended: Promise.resolve(),
    }
    running.set(row.id, job)
    job.ended = perform(job).finally(() => {
      running.delete(row.id)
      changed()
      schedule()
    })
  }

  async function perform(job: Running): Promise<void> {
    const { row } = job
    try {
      const { run } = handlers[row.kind] as { run(context: JobContext<unknown>): Promise<JobOutcome> }
      const { result, message } = await patiently(() => run(contextOf(job)), job.stop.signal)
      finish(row, { state: 'done', result, message: message ?? null })
    } catch (error) {
      if (job.cancelled) finish(row, { state: 'cancelled' })
      // when Lumitag closes, the job stays as it is and goes on at the next start
      else if (!closing) finish(row, { state: 'failed', message: toErrorData(error).message })
    }
  }

  function contextOf(job: Running): JobContext<unknown> {
    return {
      jobId: job.row.id,
      parameters: job.row.parameters,
      signal: job.stop.signal,
      async turn() {
        while (job.row.state === 'paused' && !job.stop.signal.aborted)
          await new Promise<void>((resolve) => job.wake.push(resolve))
        job.stop.signal.throwIfAborted()
      },
      progress(numbers) {
        Object.assign(job.row, numbers)
        job.meter.at(numbers.done)
        changed()
      },
      problem: (problem) => jobs.addProblem(job.row.id, problem),
    }
  }

  function finish(row: JobRow, end: Partial<JobRow>): void {
    saved.save(Object.assign(row, end, { finishedAt: now() }))
  }

  function describe(row: JobRow): Job {
    const live = running.get(row.id)
    const { parameters, createdAt, finishedAt, ...rest } = live?.row ?? saved.unsaved(row.id) ?? row
    return {
      ...rest,
      title: handlers[row.kind].title(parameters as never),
      subject: handlers[row.kind].subject?.(parameters as never) ?? null,
      rate: live && rest.state === 'running' ? live.meter.rate() : 0,
      createdAt: new Date(createdAt).toISOString(),
      finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
    }
  }

  function get(id: number): Job {
    const row = jobs.get(id)
    if (!row) throw new LumitagError('NOT_FOUND', 'There is no such job.')
    return describe(row)
  }

  /** Changes a job that has not ended, whether it runs or waits. */
  function steer(id: number, change: (row: JobRow, live: Running | undefined) => void): void {
    get(id)
    const live = running.get(id)
    const row = live?.row ?? saved.unsaved(id) ?? jobs.get(id)!
    if (row.finishedAt !== null) return
    change(row, live)
    saved.save(row)
    live?.wake.splice(0).forEach((wake) => wake())
    changed()
    schedule()
  }

  const unfinished = <K extends JobKind>(
    kind: K,
    matches: (parameters: JobParameters[K]) => boolean,
  ): JobRow[] =>
    jobs
      .unfinished()
      .filter((row) => row.kind === kind && matches(row.parameters as JobParameters[typeof kind]))

  const resume = (id: number): void => steer(id, (row, live) => (row.state = live ? 'running' : 'queued'))
  const cancel = (id: number): void =>
    steer(id, (row, live) => {
      if (live) {
        live.cancelled = true
        live.stop.abort()
      } else finish(row, { state: 'cancelled' })
    })

  return {
    add(kind, parameters) {
      const same = jobs
        .unfinished()
        .find(
          (row) =>
            row.kind === kind &&
            (row.state === 'queued' || handlers[kind].resumesByHand || handlers[kind].isOne) &&
            JSON.stringify(row.parameters) === JSON.stringify(parameters),
        )
      const row = same ?? jobs.add(kind, parameters, now())
      // asking again is the user's word to go on
      if (row.state === 'paused') resume(row.id)
      changed()
      queueMicrotask(schedule)
      return get(row.id)
    },
    list: () => jobs.list().map(describe),
    get,
    find: (kind, matches) => unfinished(kind, matches).map(describe)[0],
    pause: (id) => steer(id, (row) => (row.state = 'paused')),
    resume,
    cancel,
    cancelAll(kind, matches) {
      for (const { id } of unfinished(kind, matches)) cancel(id)
    },
    start() {
      started = true
      schedule()
    },
    idle: () =>
      new Promise((resolve) => {
        waitingForIdle.push(resolve)
        queueMicrotask(schedule)
      }),
    async close() {
      closing = true
      for (const job of running.values()) {
        saved.save(job.row)
        job.stop.abort()
        job.wake.splice(0).forEach((wake) => wake())
      }
      await Promise.all([...running.values()].map(({ ended }) => ended))
      saved.close()
    },
  }
}
