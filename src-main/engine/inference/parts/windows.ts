import type { Grid } from '../preprocess/toPatches.ts'

/** A rectangle of cells of a grid; the ends are exclusive. */
export interface Cells {
  top: number
  left: number
  bottom: number
  right: number
}

/** Windows of so many cells that lie half a window apart and cover the whole grid. */
export function windowsOf({ rows, columns }: Grid, height: number, width: number): Cells[] {
  return starts(rows, height).flatMap((top) =>
    starts(columns, width).map((left) => ({ top, left, bottom: top + height, right: left + width })),
  )
}

/** Where windows begin along one side; the last one ends with the side. */
function starts(length: number, window: number): number[] {
  const step = Math.max(1, Math.floor(window / 2))
  const all: number[] = []
  for (let start = 0; start + window < length; start += step) all.push(start)
  return [...all, Math.max(0, length - window)]
}

/** Windows of a half and of a quarter of each side: about sixty (SIGLIP2.md section 5). */
export function regionsOf(grid: Grid): Cells[] {
  const share = (length: number, parts: number): number => Math.max(1, Math.round(length / parts))
  return [2, 4].flatMap((parts) => windowsOf(grid, share(grid.rows, parts), share(grid.columns, parts)))
}

/** The cells of a rectangle, numbered row by row. */
export function cellsIn({ top, left, bottom, right }: Cells, { columns }: Grid): number[] {
  const cells: number[] = []
  for (let row = top; row < bottom; row++)
    for (let column = left; column < right; column++) cells.push(row * columns + column)
  return cells
}
