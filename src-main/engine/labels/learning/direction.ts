import { sigmoid } from '../../../../src-shared/score.ts'
import { dot } from '../../vectors/combine.ts'

/** How firmly the text's own direction is believed. */
const PRIOR = 0.5
const STEPS = 200
/** More marks than this are thinned out: they hardly say anything new. */
const MOST_EXAMPLES = 1000

export interface Example {
  /** the photo's embedding, less the library's mean */
  vector: Float32Array
  /** what the text alone says, as a logit: spreads above the bar */
  logit: number
  accepted: boolean
}

/**
 * A linear probe that starts at the text (SIGLIP2.md section 4.1): what to add to the text's vector, in logits, so that the
 * marks come out right; the less it adds the better. Logistic regression by Nesterov's gradient steps.
 */
export function learnDirection(all: readonly Example[], dimensions: number): Float32Array {
  const every = Math.max(1, all.length / MOST_EXAMPLES)
  const examples = all.filter((_, at) => Math.floor(at / every) !== Math.floor((at - 1) / every))
  const yes = examples.filter(({ accepted }) => accepted).length
  // both answers count alike, however many of each there are
  const weightOf = ({ accepted }: Example): number =>
    examples.length / 2 / Math.max(1, accepted ? yes : examples.length - yes)
  const weights = examples.map(weightOf)
  const curvature = examples.reduce(
    (sum, { vector }, at) => sum + (weights[at]! * dot(vector, vector)) / 4,
    PRIOR,
  )
  let direction = new Float32Array(dimensions)
  let ahead = direction
  let momentum = 1
  for (let step = 0; step < STEPS; step++) {
    const gradient = ahead.map((value) => PRIOR * value)
    examples.forEach(({ vector, logit, accepted }, at) => {
      const error = weights[at]! * (sigmoid(logit + dot(ahead, vector)) - (accepted ? 1 : 0))
      for (let i = 0; i < dimensions; i++) gradient[i]! += error * vector[i]!
    })
    const next = ahead.map((value, i) => value - gradient[i]! / curvature)
    const further = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2
    const pull = (momentum - 1) / further
    ahead = next.map((value, i) => value + pull * (value - direction[i]!))
    direction = next
    momentum = further
  }
  return direction
}
