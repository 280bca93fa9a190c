import { add, normalise, scale, type Vec } from './vector.ts'

/** Heights over a square piece of ground, computed once on a grid and read between its points. */
export interface Terrain {
  height(x: number, z: number): number
  normal(x: number, z: number, step?: number): Vec
  /** how far the ray flies until it meets the ground, or null */
  hit(from: Vec, direction: Vec, far: number): number | null
}

/** Samples `shape` on a grid of `points` squared over the square from (x, z) with this side length. */
export function createTerrain(
  shape: (x: number, z: number) => number,
  { x: x0, z: z0, side, points, top }: { x: number; z: number; side: number; points: number; top: number },
): Terrain {
  const grid = new Float32Array(points * points)
  const unit = side / (points - 1)
  for (let row = 0; row < points; row++)
    for (let column = 0; column < points; column++)
      grid[row * points + column] = shape(x0 + column * unit, z0 + row * unit)

  function height(x: number, z: number): number {
    const column = Math.min(points - 1.001, Math.max(0, (x - x0) / unit))
    const row = Math.min(points - 1.001, Math.max(0, (z - z0) / unit))
    const i = Math.floor(column)
    const j = Math.floor(row)
    const u = column - i
    const v = row - j
    const at = j * points + i
    const near = grid[at]! * (1 - u) + grid[at + 1]! * u
    const next = grid[at + points]! * (1 - u) + grid[at + points + 1]! * u
    return near * (1 - v) + next * v
  }

  function normal(x: number, z: number, step = unit): Vec {
    return normalise([
      height(x - step, z) - height(x + step, z),
      2 * step,
      height(x, z - step) - height(x, z + step),
    ])
  }

  function hit(from: Vec, direction: Vec, far: number): number | null {
    let before = 0
    let travelled = unit
    for (let step = 0; step < 500 && travelled < far; step++) {
      const [x, y, z] = add(from, scale(direction, travelled))
      if (y > top && direction[1] >= 0) return null
      const above = y - height(x, z)
      if (above < 0) return refine(from, direction, before, travelled)
      before = travelled
      travelled += Math.max(unit * 0.35, above * 0.35, travelled * 0.0015)
    }
    return null
  }

  function refine(from: Vec, direction: Vec, before: number, after: number): number {
    for (let step = 0; step < 10; step++) {
      const middle = (before + after) / 2
      const [x, y, z] = add(from, scale(direction, middle))
      if (y < height(x, z)) after = middle
      else before = middle
    }
    return after
  }

  return { height, normal, hit }
}
