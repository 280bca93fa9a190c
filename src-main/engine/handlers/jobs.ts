import type { jobsContract } from '../../../src-shared/contract/jobs.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { retryJob } from '../jobs/retry.ts'
import type { EngineParts } from '../parts.ts'

/** What runs. */
export function jobsHandlers(parts: EngineParts): Handlers<typeof jobsContract> {
  const { store, library, runner } = parts

  return {
    'jobs.list': () => runner.list(),
    'jobs.pause': ({ id }) => runner.pause(id),
    'jobs.resume': ({ id }) => runner.resume(id),
    'jobs.cancel': ({ id }) => {
      if (runner.get(id).kind === 'index') library.reading.stop()
      runner.cancel(id)
    },
    'jobs.problems': ({ id }) => store.jobs.problems(runner.get(id).id),
    'jobs.retry': ({ id }) => retryJob(id, store, runner),
    'jobs.pace': () => parts.pace.now(),
    'jobs.setPace': ({ mode }) => parts.pace.set(mode),
  }
}
