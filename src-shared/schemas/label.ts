import { z } from 'zod'
import { examplePhotos, formulaParts, labelMode, labelScope, minusTerm, prompts } from './formula.ts'
import { scoreKind } from './scoreKind.ts'
import { unknownWord } from './unknownWord.ts'

/** A tag path: segments joined by ">", each 1 to 255 code points after trimming (XMP.md section 2). */
export const tagPath = z.string().trim().min(1, 'is empty').max(5000)

/** Scores between 0 and 1. Null = what is proposed. */
export const threshold = z.number().min(0).max(1).nullable()
export const bars = z.object({ automatic: threshold, suggestion: threshold })

export const labelInput = formulaParts.extend({
  name: tagPath,
  /** what the text tower reads; the best of them counts. Default: the name's last segment. */
  prompts: prompts.optional(),
  /** instead of prompts: photos that show what is meant; they are accepted for the label */
  photos: examplePhotos.optional(),
  /** base scores: raw, or similarity for a label made of photos */
  automatic: threshold.default(null),
  suggestion: threshold.default(null),
})

/** What changes of a label; null thresholds go back to the proposal, what is absent stays. */
export const labelChange = formulaParts
  .extend({ name: tagPath, prompts, automatic: threshold, suggestion: threshold, calibrated: bars.partial() })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'nothing to change')

export const labelCounts = z.object({
  accepted: z.int(),
  automatic: z.int(),
  suggested: z.int(),
  rejected: z.int(),
})

/** What the user's marks taught a label, for the model in use. */
export const learning = z.object({
  on: z.boolean(),
  /** marks on photos that this model has looked at */
  accepted: z.int(),
  rejected: z.int(),
  /** bars: they moved; offset: the score is calibrated; direction: the photos' own likeness counts too */
  method: z.enum(['nothing', 'bars', 'offset', 'direction']),
  /** cross-validated on the user's own marks: of what it would say yes to, how much is right; of what is right, how much it finds */
  precision: z.number().nullable(),
  recall: z.number().nullable(),
})

export const warningKind = z.enum([
  'never-fires',
  'fires-often',
  'overlaps',
  'weak-language',
  'bare-noun',
  'unknown-words',
  'byte-pieces',
])
/** Something about a label that is worth knowing, in plain words, and prompts that would help. */
export const labelWarning = z.object({
  kind: warningKind,
  text: z.string(),
  /** prompts to add with a click */
  offers: z.array(z.string()),
})

export const label = z.object({
  id: z.int(),
  name: z.string(),
  prompts: z.array(z.string()),
  contrast: z.array(z.string()),
  minus: z.array(minusTerm),
  mode: labelMode,
  scope: labelScope.nullable(),
  exclusive: z.string().nullable(),
  /** photos that a label without words is made of; 0 for one with words */
  photos: z.int(),
  /** what the thresholds are compared with at present */
  scoreKind,
  /** the thresholds, scores of this kind, and whether the user set them; a model without a sigmoid reaches none */
  automatic: z.number(),
  suggestion: z.number(),
  ownThresholds: z.boolean(),
  learning,
  counts: labelCounts,
  /** the smart album that was made with the label */
  albumId: z.int().nullable(),
  /** words of the prompts that the model in use does not know (only small models can say) */
  unknownWords: z.array(unknownWord),
})

export const labelPack = z.object({
  name: z.string(),
  title: z.string(),
  description: z.string(),
  labels: z.array(labelInput.omit({ photos: true })),
})

export type LabelChange = z.output<typeof labelChange>
export type LabelInput = z.output<typeof labelInput>
export type Label = z.output<typeof label>
export type LabelCounts = z.output<typeof labelCounts>
export type LabelPack = z.output<typeof labelPack>
export type LabelWarning = z.output<typeof labelWarning>
export type Learning = z.output<typeof learning>
