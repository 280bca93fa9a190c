import type { Scored } from '../labels/scores.ts'

/** Where the scores of a query lie in this library, whatever outliers there are. */
export interface Distribution {
  median: number
  /** what would be the standard deviation if there were no outliers: 1.4826 times the median absolute deviation */
  spread: number
  /** photos that have a score */
  count: number
}

/** Scores that are looked at: enough for two digits, however large the library is. */
const SAMPLE = 4001
const MAD_TO_SIGMA = 1.4826
/** Where all photos score alike nothing stands out, and nothing is divided by zero. */
const LEAST_SPREAD = 1e-6

/** Median and spread of what photos score, from a sample at even distances. */
export function distributionOf(scores: Scored): Distribution {
  const step = Math.max(1, Math.floor(scores.count / SAMPLE))
  const { values } = scores
  const looked = new Float32Array(Math.ceil(scores.count / step))
  let found = 0
  for (let position = 0; position < scores.count; position += step) {
    const score = values[position]!
    if (!Number.isNaN(score)) looked[found++] = score
  }
  const sample = looked.subarray(0, found).sort()
  const median = middleOf(sample)
  const deviation = middleOf(sample.map((score) => Math.abs(score - median)).sort())
  return {
    median,
    spread: Math.max(LEAST_SPREAD, MAD_TO_SIGMA * deviation),
    count:
      step === 1
        ? sample.length
        : Math.round((sample.length * scores.count) / Math.ceil(scores.count / step)),
  }
}

function middleOf(sorted: Float32Array): number {
  if (sorted.length === 0) return 0
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}
