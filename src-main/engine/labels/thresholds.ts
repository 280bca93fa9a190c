import type { ActiveModel } from '../models/models.ts'
import type { LabelRow } from '../store/labels.ts'

/** Raw scores. Infinity is never reached. */
export interface Thresholds {
  automatic: number
  suggestion: number
}
type Own = Pick<LabelRow, 'automatic' | 'suggestion'>
type Proposal = Pick<ActiveModel, 'automatic' | 'suggestion' | 'scoring'>

/** Thresholds as they are set: the label's own, else the model's proposal; a suggestion never starts above automatic. */
export function thresholdsSet(label: Own, model: Proposal): Thresholds {
  const automatic = label.automatic ?? model.automatic
  return { automatic, suggestion: Math.min(label.suggestion ?? model.suggestion, automatic) }
}

/** Thresholds in force: a model without a score of its own reaches none, also not those that were set for another one. */
export function thresholdsInForce(label: Own, model: Proposal): Thresholds {
  return model.scoring === 'softmax'
    ? { automatic: Infinity, suggestion: Infinity }
    : thresholdsSet(label, model)
}
