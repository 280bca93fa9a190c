import { heatColour } from '../../../src-shared/heatColour.ts'
import type { HeatMap } from '../../../src-shared/schemas/why.ts'

/** A heat map as a picture of `side` x `side` pixels: red, green, blue and opacity of each, row by row. */
export function heatPicture({ values, rows, columns, full }: HeatMap, side: number): Uint8ClampedArray {
  const pixels = new Uint8ClampedArray(side * side * 4)
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const value = between(values, rows, columns, ((y + 0.5) / side) * rows, ((x + 0.5) / side) * columns)
      pixels.set(heatColour(value / full), (y * side + x) * 4)
    }
  return pixels
}

/** The value at a place that lies between the middles of cells: smooth, and exact in the middles. */
function between(
  values: readonly number[],
  rows: number,
  columns: number,
  row: number,
  column: number,
): number {
  const at = (r: number, c: number): number =>
    values[Math.min(rows - 1, Math.max(0, r)) * columns + Math.min(columns - 1, Math.max(0, c))]!
  const top = Math.floor(row - 0.5)
  const left = Math.floor(column - 0.5)
  const down = ease(row - 0.5 - top)
  const right = ease(column - 0.5 - left)
  const mix = (one: number, other: number, share: number): number => one + (other - one) * share
  return mix(
    mix(at(top, left), at(top, left + 1), right),
    mix(at(top + 1, left), at(top + 1, left + 1), right),
    down,
  )
}

const ease = (share: number): number => share * share * (3 - 2 * share)
