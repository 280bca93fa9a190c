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

/** The raw score of a cosine. */
export const scoreOf = (cosine: number, { logitScale, logitBias }: ScoreScale): number =>
  sigmoid(logitScale * cosine + logitBias)

/** The cosine at which the raw score is reached: thresholds are compared as cosines. 0 and 1 give -Infinity and Infinity. */
export const cosineOf = (score: number, { logitScale, logitBias }: ScoreScale): number =>
  (Math.log(score / (1 - score)) - logitBias) / logitScale
