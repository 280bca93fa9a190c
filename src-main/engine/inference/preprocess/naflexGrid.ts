import type { Grid } from './toPatches.ts'

const LARGEST_SCALE = 100
const PRECISION = 1e-5

/**
 * The grid of patches (of `side` pixels) that NaFlex cuts a picture into: as many as fit into `maxPatches` while the
 * aspect is kept, both sides rounded up to whole patches. The reference's bisection: SIGLIP2.md section 2.4.
 */
export function naflexGrid(
  picture: { width: number; height: number },
  side: number,
  maxPatches: number,
): Grid {
  const gridAt = (scale: number): Grid => ({
    rows: patchesIn(picture.height * scale, side),
    columns: patchesIn(picture.width * scale, side),
  })
  let fits = PRECISION / 10
  let tooLarge = LARGEST_SCALE
  while (tooLarge - fits >= PRECISION) {
    const scale = (fits + tooLarge) / 2
    const { rows, columns } = gridAt(scale)
    if (rows * columns <= maxPatches) fits = scale
    else tooLarge = scale
  }
  return gridAt(fits)
}

function patchesIn(pixels: number, side: number): number {
  return Math.max(1, Math.ceil(pixels / side))
}
