import { scoreOf } from '../../../src-shared/score.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Bars, LabelRow, OwnThresholds } from '../store/labels.ts'

/** Scores, or the numbers that they are made from. Infinity is never reached. */
export interface Thresholds {
  automatic: number
  suggestion: number
}
export const NEVER: Thresholds = { automatic: Infinity, suggestion: Infinity }
export const UNSET: Bars = { automatic: null, suggestion: null }
type Proposal = Pick<ActiveModel, 'automatic' | 'suggestion' | 'scoring'>

/** What the user set for a label while this model was in use: a raw score of one model means nothing to another. */
export const ownThresholds = (
  { own }: Pick<LabelRow, 'own'>,
  { id }: Pick<ActiveModel, 'id'>,
): OwnThresholds => own[id] ?? UNSET

/** The user's own bars, else those proposed; a suggestion never starts above automatic. */
export function withOwn(own: Bars, proposed: Thresholds, reach: (score: number) => number): Thresholds {
  const automatic = own.automatic === null ? proposed.automatic : reach(own.automatic)
  const suggestion = own.suggestion === null ? proposed.suggestion : reach(own.suggestion)
  return { automatic, suggestion: Math.min(suggestion, automatic) }
}

/** Raw thresholds in force where no label is meant: a model without a score of its own reaches none. */
export function thresholdsInForce(own: Bars, model: Proposal): Thresholds {
  return model.scoring === 'softmax' ? NEVER : withOwn(own, model, (score) => score)
}

/** Bars as raw scores. What the model or the user gave as a score comes back as exactly that score. */
export function rawBars(
  limits: Thresholds,
  own: Bars,
  inModel: Thresholds,
  model: Pick<ActiveModel, 'automatic' | 'suggestion' | 'scale'>,
): Thresholds {
  const bar = (side: keyof Thresholds): number =>
    own[side] ?? (limits[side] === inModel[side] ? model[side] : scoreOf(limits[side], model.scale))
  const automatic = bar('automatic')
  return { automatic, suggestion: Math.min(bar('suggestion'), automatic) }
}
