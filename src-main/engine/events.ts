import type { EngineEvent } from '../../src-shared/contract.ts'
import type { Job } from '../../src-shared/schemas/job.ts'

export type Topic = EngineEvent['topic']

/** A view that asks again needs no more than a few hints a second. */
const EVERY_MS = 200

export interface Events {
  /** Something of this topic changed; listeners hear of it once, soon. */
  changed(...topics: Topic[]): void
  /** Events until the signal; begins with the jobs there are. */
  listen(signal: AbortSignal): AsyncGenerator<EngineEvent>
}

/** Collects what changed and tells each listener at most every 200 ms. */
export function createEvents(jobs: () => Job[]): Events {
  const listeners = new Set<(topic: Topic) => void>()
  const eventOf = (topic: Topic): EngineEvent => (topic === 'jobs' ? { topic, jobs: jobs() } : { topic })
  return {
    changed: (...topics) => topics.forEach((topic) => listeners.forEach((tell) => tell(topic))),
    async *listen(signal) {
      const pending = new Set<Topic>(['jobs'])
      let wake: (() => void) | undefined
      const tell = (topic: Topic): void => {
        pending.add(topic)
        wake?.()
      }
      const stop = (): void => wake?.()
      listeners.add(tell)
      signal.addEventListener('abort', stop)
      try {
        while (!signal.aborted) {
          if (pending.size === 0) await new Promise<void>((resolve) => (wake = resolve))
          const topics = [...pending]
          pending.clear()
          for (const topic of topics) yield eventOf(topic)
          await pause(EVERY_MS, signal)
        }
      } finally {
        listeners.delete(tell)
        signal.removeEventListener('abort', stop)
      }
    },
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
