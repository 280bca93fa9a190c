import { add, clamp, normalise, scale, type Colour, type Vec } from './vector.ts'

/*
 * Sphere tracing: a ray steps forward by the distance to the nearest body until that is next to nothing.
 */

/** What a surface is made of. `gloss` is the share of light mirrored head-on, `shine` a soft highlight, `light` its own glow. */
export interface Paint {
  colour: Colour
  gloss?: number
  shine?: number
  light?: Colour
  /** how much light seeps round the edge: skin, fur, leaves */
  soft?: number
}

/** A body: its distance function, its look, and (for speed) a sphere [x, y, z, radius] that holds it. */
export interface Solid {
  distance(x: number, y: number, z: number): number
  paint(point: Vec, normal: Vec): Paint
  /** fine relief that only the light sees */
  bump?(x: number, y: number, z: number): number
  bound?: readonly [number, number, number, number]
  /** bodies of glass and light casts no shadow */
  noShadow?: boolean
}

/** The smallest distance to any solid; those whose bounding sphere is farther than the best so far are skipped. */
function distanceTo(solids: readonly Solid[], x: number, y: number, z: number, shadows = false): number {
  let best = 1e9
  for (const solid of solids) {
    if (shadows && solid.noShadow) continue
    const bound = solid.bound
    if (bound) {
      const dx = x - bound[0]
      const dy = y - bound[1]
      const dz = z - bound[2]
      const reach = best + bound[3]
      if (reach > 0 && dx * dx + dy * dy + dz * dz > reach * reach) continue
    }
    const distance = solid.distance(x, y, z)
    if (distance < best) best = distance
  }
  return best
}

/** The solid whose surface is closest to a point. */
export function nearest(solids: readonly Solid[], [x, y, z]: Vec): Solid {
  return solids.reduce((best, solid) => (solid.distance(x, y, z) < best.distance(x, y, z) ? solid : best))
}

/** How far a ray flies until it meets a solid, or null. */
export function hit(solids: readonly Solid[], from: Vec, direction: Vec, far: number): number | null {
  let travelled = 0.01
  for (let step = 0; step < 160; step++) {
    const distance = distanceTo(
      solids,
      from[0] + direction[0] * travelled,
      from[1] + direction[1] * travelled,
      from[2] + direction[2] * travelled,
    )
    if (distance < 0.0006 * travelled) return travelled
    travelled += distance * 0.85
    if (travelled > far) return null
  }
  return travelled
}

/** The direction a surface faces, relief included. */
export function normalAt(solid: Solid, [x, y, z]: Vec, step: number): Vec {
  const value = (a: number, b: number, c: number): number =>
    solid.distance(a, b, c) + (solid.bump?.(a, b, c) ?? 0)
  const centre = value(x, y, z)
  return normalise([
    value(x + step, y, z) - centre,
    value(x, y + step, z) - centre,
    value(x, y, z + step) - centre,
  ])
}

/** The share of a light that reaches a point, 0 to 1, with soft edges; `reach` is the light's distance. */
export function shadow(
  solids: readonly Solid[],
  from: Vec,
  towards: Vec,
  reach: number,
  hardness: number,
): number {
  let open = 1
  let travelled = 0.02
  for (let step = 0; step < 60 && travelled < reach; step++) {
    const distance = distanceTo(
      solids,
      from[0] + towards[0] * travelled,
      from[1] + towards[1] * travelled,
      from[2] + towards[2] * travelled,
      true,
    )
    open = Math.min(open, 0.5 + (0.5 * hardness * distance) / travelled)
    if (open <= 0) return 0
    travelled += clamp(distance, 0.015, 0.6)
  }
  return open * open * (3 - 2 * open)
}

/** How open the surroundings of a point are, 0 (a crack) to 1. */
export function occlusion(solids: readonly Solid[], point: Vec, normal: Vec): number {
  let closed = 0
  let weight = 1
  for (let step = 1; step <= 5; step++) {
    const out = 0.03 * step * step
    const [x, y, z] = add(point, scale(normal, out))
    closed += (out - Math.min(out, distanceTo(solids, x, y, z))) * weight
    weight *= 0.6
  }
  return clamp(1 - 1.1 * closed)
}
