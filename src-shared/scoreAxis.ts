import { sigmoid } from './score.ts'

/** How scores lie along a histogram, from 0 at its left to 1 at its right: evenly by what they are made from. */
export interface ScoreAxis {
  /** sigmoid: raw and calibrated scores; straight: similarities */
  curve: 'sigmoid' | 'straight'
  offset: number
  slope: number
}

/** The score at a place of the axis. */
export function scoreAt({ curve, offset, slope }: ScoreAxis, place: number): number {
  const value = offset + slope * place
  return curve === 'sigmoid' ? sigmoid(value) : Math.min(1, Math.max(0, value))
}

/** Where a score lies, at most at either end. */
export function placeOf({ curve, offset, slope }: ScoreAxis, score: number): number {
  const value = curve === 'sigmoid' ? Math.log(score / (1 - score)) : score
  return slope === 0 ? 0 : Math.min(1, Math.max(0, (value - offset) / slope))
}
