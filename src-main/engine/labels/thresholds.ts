import type { ActiveModel } from '../models/models.ts'
import type { LabelRow, OwnThresholds } from '../store/labels.ts'

/** Raw scores. Infinity is never reached. */
export interface Thresholds {
  automatic: number
  suggestion: number
}
type Proposal = Pick<ActiveModel, 'automatic' | 'suggestion' | 'scoring'>

/** What the user set for a label while this model was in use: a raw score of one model means nothing to another. */
export const ownThresholds = (
  { own }: Pick<LabelRow, 'own'>,
  { id }: Pick<ActiveModel, 'id'>,
): OwnThresholds => own[id] ?? { automatic: null, suggestion: null }

/** Thresholds as they are set: the user's own, else the model's proposal; a suggestion never starts above automatic. */
export function thresholdsSet(own: OwnThresholds, model: Proposal): Thresholds {
  const automatic = own.automatic ?? model.automatic
  return { automatic, suggestion: Math.min(own.suggestion ?? model.suggestion, automatic) }
}

/** Thresholds in force: a model without a score of its own reaches none. */
export function thresholdsInForce(own: OwnThresholds, model: Proposal): Thresholds {
  return model.scoring === 'softmax'
    ? { automatic: Infinity, suggestion: Infinity }
    : thresholdsSet(own, model)
}
