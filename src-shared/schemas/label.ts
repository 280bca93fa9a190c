import { z } from 'zod'
import { unknownWord } from './unknownWord.ts'

/** A tag path: segments joined by ">", each 1 to 255 code points after trimming (XMP.md section 2). */
export const tagPath = z.string().trim().min(1, 'is empty').max(5000)

const prompt = z
  .string()
  .trim()
  .min(1, 'a prompt is empty')
  .refine((text) => [...text].length <= 4096, 'a prompt is longer than 4,096 characters')
export const prompts = z.array(prompt).min(1).max(100)

/** Raw sigmoid scores between 0 and 1. Null = what the model in use proposes. */
const threshold = z.number().min(0).max(1).nullable()

export const labelInput = z.object({
  name: tagPath,
  /** what the text tower reads; the best of them counts. Default: the name's last segment. */
  prompts: prompts.optional(),
  automatic: threshold.default(null),
  suggestion: threshold.default(null),
})

/** What changes of a label; null thresholds go back to the model's proposal, absent ones stay. */
export const labelChange = z
  .object({ name: tagPath, prompts, automatic: threshold, suggestion: threshold })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change')

export const labelCounts = z.object({
  accepted: z.int(),
  automatic: z.int(),
  suggested: z.int(),
  rejected: z.int(),
})

export const label = z.object({
  id: z.int(),
  name: z.string(),
  prompts: z.array(z.string()),
  /** the thresholds (raw sigmoid), and whether the user set them; a model without a sigmoid reaches none */
  automatic: z.number(),
  suggestion: z.number(),
  ownThresholds: z.boolean(),
  counts: labelCounts,
  /** the smart album that was made with the label */
  albumId: z.int().nullable(),
  /** words of the prompts that the model in use does not know (only small models can say) */
  unknownWords: z.array(unknownWord),
})

/** The whole library scored against prompts that are still being typed. */
export const labelPreview = z.object({
  scored: z.int(),
  automatic: z.int(),
  suggested: z.int(),
  /** photos per score, in 50 equal bins from 0 to 1; empty where the model has no scores */
  histogram: z.array(z.int()),
  /** best photos first; without scores where the model has none */
  best: z.array(z.object({ id: z.int(), version: z.int(), score: z.number().nullable() })),
  unknownWords: z.array(unknownWord),
})

export const labelPack = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  labels: z.array(labelInput),
})

export type LabelChange = z.output<typeof labelChange>
export type LabelInput = z.output<typeof labelInput>
export type Label = z.output<typeof label>
export type LabelCounts = z.output<typeof labelCounts>
export type LabelPreview = z.output<typeof labelPreview>
export type LabelPack = z.output<typeof labelPack>
