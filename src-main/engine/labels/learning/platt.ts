import { sigmoid } from '../../../../src-shared/score.ts'

/** Probability of a value: sigmoid(slope * (value - middle) / spread + offset). */
export interface Calibration {
  probability(value: number): number
  /** The value at which a probability is reached. */
  reach(probability: number): number
}

/** How firmly slope 1 and offset 0 are believed before there are marks. */
const PRIOR = 0.5
const STEPS = 50
const LEAST_SLOPE = 0.05

/**
 * Platt's calibration with a prior (SIGLIP2.md section 4.1): a probability of one half at `middle`, the bar in force, and
 * a logit per spread. His targets keep few marks from claiming certainty.
 */
export function calibrate(
  accepted: readonly number[],
  rejected: readonly number[],
  middle: number,
  spread: number,
): Calibration {
  const yes = (accepted.length + 1) / (accepted.length + 2)
  const no = 1 / (rejected.length + 2)
  const examples = [
    ...accepted.map((value) => ({ x: (value - middle) / spread, target: yes })),
    ...rejected.map((value) => ({ x: (value - middle) / spread, target: no })),
  ]
  let slope = 1
  let offset = 0
  for (let step = 0; step < STEPS; step++) {
    // Newton on the penalised likelihood, which has one maximum
    let [gs, go, ss, so, oo] = [PRIOR * (slope - 1), PRIOR * offset, PRIOR, 0, PRIOR]
    for (const { x, target } of examples) {
      const p = sigmoid(slope * x + offset)
      const weight = p * (1 - p)
      gs += (p - target) * x
      go += p - target
      ss += weight * x * x
      so += weight * x
      oo += weight
    }
    const determinant = ss * oo - so * so
    const [ds, dO] = [(oo * gs - so * go) / determinant, (ss * go - so * gs) / determinant]
    slope -= Math.max(-1, Math.min(1, ds))
    offset -= Math.max(-1, Math.min(1, dO))
    if (Math.abs(ds) + Math.abs(dO) < 1e-9) break
  }
  // marks that contradict the score must not turn it round
  slope = Math.max(slope, LEAST_SLOPE)
  return {
    probability: (value) => sigmoid((slope * (value - middle)) / spread + offset),
    reach(probability) {
      if (probability <= 0 || probability >= 1) return probability <= 0 ? -Infinity : Infinity
      return middle + (spread * (Math.log(probability / (1 - probability)) - offset)) / slope
    },
  }
}
