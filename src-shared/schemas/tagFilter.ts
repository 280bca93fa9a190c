import { z } from 'zod'

export const tagState = z.enum(['accepted', 'automatic', 'rejected', 'imported'])

/** A tag's path as it is typed: segments joined by ">". */
export const tagPath = z.string().trim().min(1).max(5000)

/** Which decisions: all that is given must hold. */
export const tagFilter = z.object({
  /** this tag and those below it */
  path: tagPath.optional(),
  states: z.array(tagState).min(1).optional(),
  source: z.enum(['user', 'model', 'sidecar']).optional(),
  /** id of the model that set it */
  model: z.string().optional(),
  /** the label that set it */
  labelId: z.int().optional(),
})

export type TagFilter = z.output<typeof tagFilter>
