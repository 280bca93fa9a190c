import { LumitagError } from '../../../src-shared/errors.ts'
import type { Job } from '../../../src-shared/schemas/job.ts'
import type { Store } from '../store/store.ts'
import type { JobParameters } from './kinds.ts'
import type { Runner } from './runner.ts'

/**
 * Does an ended job's unfinished business again: the photos that failed are read once more, what else it did is up to
 * date and passed over. NOT_FOUND if there is no such job, BAD_INPUT while it still runs.
 */
export function retryJob(id: number, store: Pick<Store, 'jobs' | 'photos'>, runner: Runner): Job {
  const job = store.jobs.get(id)
  if (!job) throw new LumitagError('NOT_FOUND', 'There is no such job.')
  if (job.finishedAt === null)
    throw new LumitagError('BAD_INPUT', 'This job has not ended yet. Wait, or stop it first.')
  const photoIds = store.jobs.problems(id).flatMap(({ photoId }) => photoId ?? [])
  store.photos.retryThese(photoIds)
  return runner.add(job.kind, job.parameters as JobParameters[typeof job.kind])
}
