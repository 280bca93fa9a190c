import { z } from 'zod'
import { call } from '../rpc.ts'
import { byId, nothing } from './inputs.ts'
import { job, jobProblem } from '../schemas/job.ts'
import { pace, paceMode } from '../schemas/pace.ts'

/** Jobs: what runs, and the user's hand on it. */
export const jobsContract = {
  'jobs.list': call(nothing, z.array(job)),
  'jobs.pause': call(byId, nothing),
  'jobs.resume': call(byId, nothing),
  'jobs.cancel': call(byId, nothing),
  'jobs.problems': call(byId, z.array(jobProblem)),
  /** Does an ended job again for what failed in it. */
  'jobs.retry': call(byId, job),
  /** How hard indexing works the computer. */
  'jobs.pace': call(nothing, pace),
  'jobs.setPace': call(z.object({ mode: paceMode }), pace),
}
