import { z } from 'zod'
import { stream } from '../rpc.ts'
import { nothing } from './inputs.ts'
import { job } from '../schemas/job.ts'

/** What changes while somebody looks. */
export const eventsContract = {
  /** What changed, so that a view can ask again: at most a few a second. Starts with all running jobs. */
  events: stream(
    nothing,
    z.discriminatedUnion('topic', [
      z.object({ topic: z.literal('jobs'), jobs: z.array(job) }),
      z.object({ topic: z.literal('photos') }),
      z.object({ topic: z.literal('tags') }),
      z.object({ topic: z.literal('labels') }),
      z.object({ topic: z.literal('albums') }),
      z.object({ topic: z.literal('roots') }),
      z.object({ topic: z.literal('models') }),
    ]),
  ),
}
