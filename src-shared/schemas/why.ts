import { z } from 'zod'
import { prompts } from './formula.ts'
import { photoId } from './photo.ts'

/** Why a label, or words that are only tried, fit a photo of the library as they do. */
export const whyRequest = z
  .object({ photoId, labelId: z.int().optional(), prompts: prompts.optional() })
  .refine(({ labelId, prompts }) => (labelId === undefined) !== (prompts === undefined), {
    message: 'name a label, or words',
  })

/** How much each place of a photo speaks for a label. */
export const heatMap = z.object({
  /** regions: what the model's own pooling head makes of parts; occlusion: what the photo loses without a part */
  method: z.enum(['regions', 'occlusion']),
  rows: z.int(),
  columns: z.int(),
  /** row by row, in cosine: above 0 speaks for the label, below against it */
  values: z.array(z.number()),
  /** the value that is shown in full colour: the strongest, but never less than one unit of the model's logit */
  full: z.number(),
  /** the part of the upright photo that the model sees, as shares of its sides */
  area: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }),
  /** of the whole photo */
  cosine: z.number(),
})

export const whyProgress = z.object({
  done: z.int(),
  of: z.int(),
  /** with the last item */
  map: heatMap.optional(),
})

/** `cosine`: of the two photos' embeddings */
const markedPhoto = z.object({ id: photoId, version: z.int(), cosine: z.number() })
/** The photos most like one among those the user answered for a label, the most alike first. */
export const nearestMarks = z.object({ accepted: z.array(markedPhoto), rejected: z.array(markedPhoto) })

export type WhyRequest = z.output<typeof whyRequest>
export type HeatMap = z.output<typeof heatMap>
export type WhyProgress = z.output<typeof whyProgress>
export type NearestMarks = z.output<typeof nearestMarks>
