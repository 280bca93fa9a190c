import { z } from 'zod'
import { modelCheck, modelSpeed } from './modelCheck.ts'

export const model = z.object({
  id: z.string(),
  name: z.string(),
  /** "starter" is embedded; "catalogue" was downloaded; "folder" was added by the user from their disk */
  source: z.enum(['starter', 'catalogue', 'folder']),
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
  /** of the file in use of each tower: fp32, int8, … */
  precision: z.object({ vision: z.string(), text: z.string() }),
  /** null until it was tried on this computer */
  speed: modelSpeed.nullable(),
  /** how many photos it has looked at, copies counted once */
  embeddings: z.int(),
  /** the last self-test of the very files that are there */
  check: modelCheck.nullable(),
  problem: z.string().nullable(),
})

/** A model as the list of models has it. */
export const listedModel = model.extend({
  /** the unfinished job that prepares it to be put in use */
  preparing: z.int().nullable(),
})

/** A model that should be in use and cannot be. */
export const missingModel = z.object({
  id: z.string(),
  name: z.string(),
  directory: z.string(),
  problem: z.string(),
})

export type Model = z.output<typeof model>
export type ListedModel = z.output<typeof listedModel>
export type MissingModel = z.output<typeof missingModel>
