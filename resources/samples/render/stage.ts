import type { Camera } from './camera.ts'
import { hit, nearest, normalAt, occlusion, shadow, type Solid } from './march.ts'
import type { Shader } from './picture.ts'
import type { Sky } from './sky.ts'
import {
  add,
  clamp,
  dot,
  length,
  mix,
  multiply,
  normalise,
  reflect,
  scale,
  subtract,
  type Colour,
  type Vec,
} from './vector.ts'

/** A sun or a lamp. */
export interface Light {
  /** a direction for a sun, a place for a lamp */
  direction?: Vec
  position?: Vec
  colour: Colour
  /** greater is harder */
  hardness: number
}

/** Bodies, lights and what is behind them. */
export interface Stage {
  solids: readonly Solid[]
  lights: readonly Light[]
  sky: Sky
  /** light from above and from below that reaches every corner, dimmed where bodies crowd */
  ambient: { above: Colour; below: Colour }
  far: number
  fog?: { colour: Colour; density: number }
}

/** A shader that looks at the stage through the camera. */
export function look(stage: Stage, camera: Camera): Shader {
  return (x, y) => trace(stage, camera.from, camera.direction(x, y), 1)
}

/** The light that comes from a direction; `bounces` mirrors are followed. */
export function trace(stage: Stage, from: Vec, direction: Vec, bounces: number): Colour {
  const distance = hit(stage.solids, from, direction, stage.far)
  if (distance === null) return stage.sky(direction)
  const point = add(from, scale(direction, distance))
  const solid = nearest(stage.solids, point)
  const normal = normalAt(solid, point, Math.max(0.0004, distance * 0.0006))
  const paint = solid.paint(point, normal)
  const above = add(point, scale(normal, 0.004 + distance * 0.0005))
  const open = occlusion(stage.solids, point, normal)
  const ambient = mix(stage.ambient.below, stage.ambient.above, 0.5 + 0.5 * normal[1])
  let light = scale(multiply(ambient, paint.colour), open)
  for (const lamp of stage.lights) {
    const reach = lamp.position ? length(subtract(lamp.position, point)) : stage.far
    const towards = lamp.position ? normalise(subtract(lamp.position, point)) : normalise(lamp.direction!)
    const soft = paint.soft ?? 0
    const facing = clamp((dot(normal, towards) + soft) / (1 + soft))
    if (facing === 0) continue
    const strength =
      shadow(stage.solids, above, towards, reach, lamp.hardness) / (lamp.position ? 1 + reach * reach : 1)
    if (strength === 0) continue
    const lit = scale(lamp.colour, strength)
    light = add(light, scale(multiply(lit, paint.colour), facing))
    if (paint.shine) {
      const half = normalise(subtract(towards, direction))
      light = add(light, scale(lit, paint.shine * Math.max(0, dot(normal, half)) ** 50))
    }
  }
  if (paint.light) light = add(light, paint.light)
  if (paint.gloss && bounces > 0) {
    const fresnel =
      paint.gloss +
      (1 - paint.gloss) * (1 - clamp(-dot(normal, direction))) ** 5 * Math.min(1, paint.gloss * 8)
    const mirrored = trace(stage, above, reflect(direction, normal), bounces - 1)
    light = mix(light, mirrored, fresnel)
  }
  if (!stage.fog) return light
  return mix(light, stage.fog.colour, 1 - Math.exp(-distance * stage.fog.density))
}
