import { z } from 'zod'
import { examplePhotos, formulaParts, prompt } from './formula.ts'
import { bars, labelWarning, learning, threshold } from './label.ts'
import { scoreKind } from './scoreKind.ts'
import { tagState } from './tagFilter.ts'
import { unknownWord } from './unknownWord.ts'

/** A label while it is being written. */
export const labelDraft = formulaParts.extend({
  /** the label that is changed; its marks and photos count */
  id: z.int().optional(),
  prompts: z.array(prompt).max(100).default([]),
  /** instead of prompts, for a label that is new: photos that show what is meant */
  photos: examplePhotos.optional(),
  automatic: threshold.default(null),
  suggestion: threshold.default(null),
  calibrated: bars.optional(),
  /** the bar that the strips are about */
  around: z.enum(['suggestion', 'automatic']).default('suggestion'),
})

const scoredPhoto = z.object({
  id: z.int(),
  version: z.int(),
  /** as in the list of photos */
  time: z.number(),
  /** null where the model has none */
  score: z.number().nullable(),
  /** what is decided about the label as it is saved; null: nothing */
  state: tagState.nullable(),
})

/** The whole library scored against a label that is still being written. */
export const labelPreview = z.object({
  scored: z.int(),
  automatic: z.int(),
  suggested: z.int(),
  /** what the bars, the axis and the photos' scores are scores of */
  scoreKind,
  /** those in force, and whether the user set them; 1 is never reached */
  bars: z.object({ automatic: z.number(), suggestion: z.number(), own: z.boolean() }),
  /** photos in equal steps along the axis; empty where the model has no scores */
  histogram: z.array(z.int()),
  axis: z.object({ curve: z.enum(['sigmoid', 'straight']), offset: z.number(), slope: z.number() }),
  /** best photos first */
  best: z.array(scoredPhoto),
  /** the photos next to the bar: just above, the nearest first, and just below */
  justIn: z.array(scoredPhoto),
  justOut: z.array(scoredPhoto),
  learning,
  warnings: z.array(labelWarning),
  unknownWords: z.array(unknownWord),
})

export type LabelDraftInput = z.output<typeof labelDraft>
export type ScoredPhoto = z.output<typeof scoredPhoto>
export type LabelPreview = z.output<typeof labelPreview>
