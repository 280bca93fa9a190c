import { z } from 'zod'

export const model = z.object({
  id: z.string(),
  name: z.string(),
  /** "starter" is embedded; "folder" was added by the user from their disk */
  source: z.enum(['starter', 'folder']),
  directory: z.string(),
  /** the model whose embeddings and scores are in use */
  active: z.boolean(),
  /** square side in pixels that the image tower reads */
  imageSize: z.int(),
  dimensions: z.int(),
  /**
   * softmax: its scores only say which of several labels or photos fits better, so that thresholds mean nothing: it ranks,
   * and tags and suggests nothing by itself
   */
  scoring: z.enum(['sigmoid', 'softmax']),
  /** proposed thresholds, raw sigmoid */
  automatic: z.number(),
  suggestion: z.number(),
  /** false where scale and bias were not in the folder and the family's usual ones stand in */
  exactScale: z.boolean(),
  /** what a user should know about it, in one or two sentences */
  note: z.string(),
  /** how many concepts it knows, where it can say; null = open vocabulary */
  concepts: z.int().nullable(),
  problem: z.string().nullable(),
})

export type Model = z.output<typeof model>
