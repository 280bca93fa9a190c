import { z } from 'zod'

export const tagState = z.enum(['accepted', 'automatic', 'rejected', 'imported'])

/** What a tag was found in: the photo itself, or a sidecar beside it. */
export const tagFile = z.enum(['photo', 'sidecar'])

/** A tag's path as it is typed: segments joined by ">". */
export const tagPath = z.string().trim().min(1).max(5000)

/** Which decisions: all that is given must hold. */
export const tagFilter = z.object({
  /** this tag and those below it */
  path: tagPath.optional(),
  states: z.array(tagState).min(1).optional(),
  source: z.enum(['user', 'model', 'sidecar']).optional(),
  /** of those that a file said */
  file: tagFile.optional(),
  /** id of the model that set it */
  model: z.string().optional(),
  /** the label that set it */
  labelId: z.int().optional(),
})

export type TagFile = z.output<typeof tagFile>
export type TagFilter = z.output<typeof tagFilter>
