import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing, photoIds } from './inputs.ts'
import { taggedPhoto } from '../schemas/photo.ts'

/** Tags: what was decided about photos. */
export const tagsContract = {
  /** Accept, reject or clear one tag on photos; `label` where the tag is a label's. */
  'tags.decide': call(
    z.object({
      photoIds,
      path: z.string().trim().min(1),
      decision: z.enum(['accept', 'reject', 'clear']),
    }),
    nothing,
  ),
  /** All decisions of photos that are there, by photo, a page at a time: those after this photo, whole photos only. */
  'tags.list': call(
    z.object({ after: z.int().default(0), photos: z.int().positive().max(10_000).default(1000) }),
    z.array(taggedPhoto),
  ),
}
