import { valuesOf, type Normalisation } from './toTensor.ts'

/** How patches lie in a picture. */
export interface Grid {
  rows: number
  columns: number
}

/**
 * RGB pixels as float32 patches of `side` x `side` pixels, row by row; within a patch rows of R,G,B. That is how NaFlex
 * towers read them: SIGLIP2.md section 2.4.
 */
export function toPatches(
  pixels: Uint8Array,
  { rows, columns }: Grid,
  side: number,
  normalisation: Normalisation,
): Float32Array {
  const values = valuesOf(normalisation)
  const patches = new Float32Array(pixels.length)
  const rowOfPatch = side * 3
  let to = 0
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let y = row * side; y < (row + 1) * side; y++) {
        const from = (y * columns + column) * rowOfPatch
        for (let i = 0; i < rowOfPatch; i++) patches[to++] = values[i % 3]![pixels[from + i]!]!
      }
  return patches
}
