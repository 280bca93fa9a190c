/** 1 / (1 + e^-x), without overflow at either end. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x))
  const e = Math.exp(x)
  return e / (1 + e)
}

/** How a model turns a cosine into its raw score: sigmoid(scale * cosine + bias), SIGLIP2.md section 4. */
export interface ScoreScale {
  logitScale: number
  logitBias: number
}

/** What the sigmoid or the softmax is taken of. */
export const logitOf = (cosine: number, { logitScale, logitBias }: ScoreScale): number =>
  logitScale * cosine + logitBias

/** The raw score of a cosine. */
export const scoreOf = (cosine: number, scale: ScoreScale): number => sigmoid(logitOf(cosine, scale))

/**
 * The cosine at which the raw score is reached: thresholds are compared as cosines. From 1 on Infinity (nothing reaches
 * it), up to 0 -Infinity.
 */
export function cosineOf(score: number, { logitScale, logitBias }: ScoreScale): number {
  if (score <= 0 || score >= 1) return score <= 0 ? -Infinity : Infinity
  return (Math.log(score / (1 - score)) - logitBias) / logitScale
}

/** Shares that add up to 1: how a choice between exactly these falls. */
export function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
