import type { Thresholds } from './thresholds.ts'

/** Places of scores by how far each is from either answer, in logits: what lies in the middle between both bars first. */
export function uncertainFirst(scores: readonly number[], { suggestion, automatic }: Thresholds): number[] {
  const middle = (logit(suggestion) + logit(automatic)) / 2
  const distance = scores.map((score) => Math.abs(logit(score) - middle))
  return scores.map((_, at) => at).sort((a, b) => distance[a]! - distance[b]! || a - b)
}

const logit = (score: number): number => {
  const kept = Math.min(Math.max(score, 1e-9), 1 - 1e-9)
  return Math.log(kept / (1 - kept))
}
