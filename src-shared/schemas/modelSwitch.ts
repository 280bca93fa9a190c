import { z } from 'zod'
import { photoId } from './photo.ts'

/** Raw scores of two models on one photo; null where a model has none. They are not comparable with each other. */
const changedPhoto = z.object({
  id: photoId,
  version: z.int(),
  now: z.number().nullable(),
  then: z.number().nullable(),
})
/** How many photos change, and the clearest cases of them. */
const photosChanged = z.object({ count: z.int(), photos: z.array(changedPhoto) })

/** What a label would gain and lose with another model. */
export const labelSwitch = z.object({
  id: z.int(),
  name: z.string(),
  /** raw score from which a photo is tagged, with either model, and whether the user set it; null: none is reached */
  threshold: z.object({
    now: z.number().nullable(),
    then: z.number().nullable(),
    own: z.object({ now: z.boolean(), then: z.boolean() }),
  }),
  /** automatic tags */
  tags: z.object({ now: z.int(), then: z.int(), added: photosChanged, removed: photosChanged }),
  /** photos that are suggested and not decided on */
  suggestions: z.object({ now: z.int(), then: z.int(), added: photosChanged, removed: photosChanged }),
})

/** What would be different if another model were in use. Of photos that it has not looked at nothing can be said. */
export const modelSwitch = z.object({
  id: z.string(),
  name: z.string(),
  scoring: z.enum(['sigmoid', 'softmax']),
  /** photos that were read, and how many of them the other model has looked at */
  photos: z.int(),
  seen: z.int(),
  /** tags that the user accepted, rejected or imported: they stay as they are */
  kept: z.int(),
  /** most changed first */
  labels: z.array(labelSwitch),
})

export type LabelSwitch = z.output<typeof labelSwitch>
export type ModelSwitch = z.output<typeof modelSwitch>
export type ChangedPhoto = z.output<typeof changedPhoto>
