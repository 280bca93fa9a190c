import type { CosineQuery } from './cosineCache.ts'

/** How many times its lead a contrast that fits better takes off. */
const CONTRAST_SLOPE = 4

/** Keeps, from `first` on, the better of what is there and `others`. */
export function takeBest(table: Float32Array, others: Float32Array, first: number): void {
  for (let at = 0; at < others.length; at++)
    if (others[at]! > table[first + at]!) table[first + at] = others[at]!
}

/** A photo that fits a contrast better than the label loses several times the difference: it falls below any threshold. */
export function takeContrast(table: Float32Array, contrast: Float32Array, first: number): void {
  for (let at = 0; at < contrast.length; at++) {
    const lead = contrast[at]! - table[first + at]!
    if (lead > 0) table[first + at]! -= CONTRAST_SLOPE * lead
  }
}

/** Takes off `weight` times what a photo shows of something; what it does not show at all (a cosine below 0) adds nothing. */
export function takeMinus(table: Float32Array, minus: Float32Array, weight: number, first: number): void {
  for (let at = 0; at < minus.length; at++) if (minus[at]! > 0) table[first + at]! -= weight * minus[at]!
}

/** The same for one photo: the best over `vectors`, less what contrasts and minus terms take off. */
export function cosineOfOne(
  embedding: Float32Array,
  { vectors, contrast = [], minus = [] }: Pick<CosineQuery, 'vectors' | 'contrast' | 'minus'>,
): number {
  const best = (some: readonly Float32Array[]): Float32Array =>
    Float32Array.of(Math.max(...some.map((vector) => dot(vector, embedding))))
  const table = best(vectors)
  if (contrast.length > 0) takeContrast(table, best(contrast), 0)
  for (const { vector, weight } of minus) takeMinus(table, best([vector]), weight, 0)
  return table[0]!
}

/** The cosine, where both are of length one. */
export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!
  return sum
}
