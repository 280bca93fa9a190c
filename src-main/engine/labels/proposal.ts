import type { Statistics } from './statistics.ts'
import type { Thresholds } from './thresholds.ts'

/** From so many photos on a library says where a label's bars lie; before, the model does. */
export const ENOUGH_PHOTOS = 100
/** The model's own bar counts as much as so many photos of the library. */
const MODEL_COUNTS = 40
/** How far from the median to the best photos a bar lies, and how many spreads above the median at least. */
const SUGGESTION = { way: 0.65, spreads: 2.2 }
const AUTOMATIC = { way: 0.85, spreads: 3 }

/** What a model proposes for every label alike, as cosines. */
export interface ModelBars extends Thresholds {
  /** no bar lies below: the model says clearly no */
  floor: number
}

/**
 * The bars of a label that nobody has set, as cosines. One bar for all labels is too high for a rare word and too low for
 * a common one: a cosine means what it means for its label in its library, so that is measured (README.md has the
 * numbers). Never above the model's own automatic bar: what the model is sure of counts.
 */
export function proposedLimits(statistics: Statistics | null, model: ModelBars): Thresholds {
  if (!statistics || statistics.count < ENOUGH_PHOTOS || statistics.spread === 0) return model
  const { count, median, spread, top } = statistics
  const share = MODEL_COUNTS / (MODEL_COUNTS + count)
  const bar = ({ way, spreads }: typeof SUGGESTION): number => {
    const measured = median + Math.max(way * (top - median), spreads * spread)
    // a label made of photos has no bar of the model
    const mixed = Number.isFinite(model.automatic)
      ? measured * (1 - share) + model.automatic * share
      : measured
    return Math.max(model.floor, mixed)
  }
  const automatic = Math.min(model.automatic, bar(AUTOMATIC))
  return { automatic, suggestion: Math.min(automatic, bar(SUGGESTION)) }
}
