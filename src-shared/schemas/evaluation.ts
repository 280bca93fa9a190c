import { z } from 'zod'
import { labelInput } from './label.ts'

/** A label that is measured, and the subfolders whose photos show it; default: the one that is called like the label. */
export const evaluatedLabel = labelInput
  .omit({ photos: true })
  .extend({ folders: z.array(z.string()).min(1).optional() })

export const evaluationRequest = z.object({
  rootId: z.int(),
  /** the folder inside the root whose subfolders are the categories; "" for the root itself */
  path: z.string().default(''),
  /** default: a label for each subfolder, by its name */
  labels: z.array(evaluatedLabel).min(1).max(2000).optional(),
})

const share = z.number().min(0).max(1)
const fit = z.object({ precision: share, recall: share, f1: share })

export const labelEvaluation = z.object({
  name: z.string(),
  /** photos that show it */
  photos: z.int(),
  /** average precision: how far up the right photos are, wherever a threshold lies */
  averagePrecision: share,
  /** raw score of the proposed suggestion bar, and what photos from there on are worth */
  threshold: z.number(),
  proposed: fit,
  /** F1 with the one threshold that is best for all of these labels together */
  global: share,
  /** F1 after so many accepted and as many rejected, on photos that were not among them */
  clicks5: share,
  clicks10: share,
})

export const evaluation = z.object({
  model: z.string(),
  photos: z.int(),
  labels: z.int(),
  /** share of the photos whose best label, or one of the best five, is right */
  top1: share,
  top5: share,
  mAP: share,
  /** mean F1 over labels */
  f1: z.object({ global: share, proposed: share, clicks5: share, clicks10: share }),
  /** the raw score of the one threshold, chosen with the answers known */
  globalThreshold: z.number(),
  perLabel: z.array(labelEvaluation),
})

export type EvaluatedLabel = z.output<typeof evaluatedLabel>
export type EvaluationRequest = z.output<typeof evaluationRequest>
export type Evaluation = z.output<typeof evaluation>
export type LabelEvaluation = z.output<typeof labelEvaluation>
