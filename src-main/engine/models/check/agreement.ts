import { cosine } from './vectors.ts'

/**
 * How far pictures and their captions agree beyond chance, in standard deviations: the sum of the cosines of the right
 * pairs, against that of pairs drawn at random (the permutation test of a matrix whose rows and columns were centred, so
 * that a caption that is near to everything counts for nothing). 0 is chance; for n pairs n - 1 would be perfect.
 */
export function agreement(pictures: readonly Float32Array[], captions: readonly Float32Array[]): number {
  const cosines = pictures.map((picture) => captions.map((caption) => cosine(picture, caption)))
  const count = cosines.length
  const rows = cosines.map((row) => mean(row))
  const columns = cosines[0]!.map((_, column) => mean(cosines.map((row) => row[column]!)))
  const all = mean(rows)
  let right = 0
  let squares = 0
  cosines.forEach((row, r) =>
    row.forEach((value, c) => {
      const centred = value - rows[r]! - columns[c]! + all
      if (r === c) right += centred
      squares += centred ** 2
    }),
  )
  const deviation = Math.sqrt(squares / (count - 1))
  return deviation === 0 ? 0 : right / deviation
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
