import { add, cross, normalise, scale, subtract, type Vec } from './vector.ts'

/** A ray direction for each place of the picture (x from 0 to width/height, y from 0 at the top to 1). */
export interface Camera {
  from: Vec
  direction(x: number, y: number): Vec
}

/** A pinhole camera at `from` looking at `at`; `view` is the picture's height over its distance, `tilt` in radians. */
export function createCamera(from: Vec, at: Vec, view: number, aspect: number, tilt = 0): Camera {
  const forward = normalise(subtract(at, from))
  const level = normalise(cross([0, 1, 0], forward))
  const upright = cross(forward, level)
  const right = add(scale(level, Math.cos(tilt)), scale(upright, Math.sin(tilt)))
  const up = cross(forward, right)
  return {
    from,
    direction: (x, y) =>
      normalise(add(forward, add(scale(right, (x - aspect / 2) * view), scale(up, (0.5 - y) * view)))),
  }
}
