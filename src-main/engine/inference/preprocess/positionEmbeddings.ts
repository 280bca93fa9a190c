import { blends } from './kernels.ts'
import type { Grid } from './toPatches.ts'

/** A tower's learnt positions: `side` x `side` places, row by row, of `width` numbers each. */
export interface PositionTable {
  side: number
  width: number
  values: Float32Array
}

/**
 * The position table stretched to a grid: rows x columns x width. Bilinear with antialias and weights renormalised at
 * the border, as PyTorch's `interpolate(antialias=True, align_corners=False)`; SIGLIP2.md section 2.4.
 */
export function positionEmbeddings(
  { side, width, values }: PositionTable,
  { rows, columns }: Grid,
): Float32Array {
  const wide = new Float32Array(side * columns * width)
  blends(side, columns, 'bilinear').forEach(({ first, weights }, column) => {
    for (let row = 0; row < side; row++)
      weights.forEach((weight, j) =>
        addWeighted(
          wide,
          (row * columns + column) * width,
          values,
          (row * side + first + j) * width,
          width,
          weight,
        ),
      )
  })
  const out = new Float32Array(rows * columns * width)
  const rowLength = columns * width
  blends(side, rows, 'bilinear').forEach(({ first, weights }, row) =>
    weights.forEach((weight, j) =>
      addWeighted(out, row * rowLength, wide, (first + j) * rowLength, rowLength, weight),
    ),
  )
  return out
}

function addWeighted(
  to: Float32Array,
  toStart: number,
  from: Float32Array,
  fromStart: number,
  length: number,
  weight: number,
): void {
  for (let i = 0; i < length; i++) to[toStart + i]! += from[fromStart + i]! * weight
}
