import type { Camera } from './camera.ts'
import { hit } from './march.ts'
import { fractal, noise } from './noise.ts'
import type { Shader } from './picture.ts'
import type { Sky } from './sky.ts'
import { trace, type Stage } from './stage.ts'
import { add, clamp, mix, normalise, reflect, scale, type Colour, type Vec } from './vector.ts'

/** The normal of a water surface with wind waves; `roughness` 0.02 (pond) to 0.3 (open sea). Far waves average out. */
export function waveNormal(x: number, z: number, distance: number, roughness: number, seed = 0): Vec {
  const height = (a: number, b: number): number => waves(a, b, seed)
  const step = 0.01 + distance * 0.0012
  const centre = height(x, z)
  const fade = roughness / (1 + distance * 0.012)
  return normalise([
    ((centre - height(x + step, z)) / step) * fade,
    1,
    ((centre - height(x, z + step)) / step) * fade,
  ])
}

function waves(x: number, z: number, seed: number): number {
  const swell = noise(x * 0.16 + 3, z * 0.42, seed) * 1.4
  const chop = fractal(x * 0.7 + swell, z * 1.5, 4, seed + 5) * 0.55
  return swell * 0.6 + chop
}

/** Water seen along `direction`: the mirrored world over the colour of the depth, more mirror at a flat angle. */
export function waterColour(direction: Vec, normal: Vec, deep: Colour, mirrored: Sky): Colour {
  const bounced = reflect(direction, normal)
  const upward: Vec = normalise([bounced[0], Math.abs(bounced[1]) + 0.004, bounced[2]])
  const facing = clamp(-(direction[0] * normal[0] + direction[1] * normal[1] + direction[2] * normal[2]))
  return mix(deep, mirrored(upward), 0.02 + 0.98 * (1 - facing) ** 5)
}

/** A shader for bodies that stand in water (its surface is y = 0) and are mirrored by it. */
export function lookOverWater(
  stage: Stage,
  camera: Camera,
  { roughness, deep, seed }: { roughness: number; deep: Colour; seed: number },
): Shader {
  return (x, y) => {
    const direction = camera.direction(x, y)
    const toWater = direction[1] < -0.0005 ? camera.from[1] / -direction[1] : Infinity
    const toSolid = hit(stage.solids, camera.from, direction, stage.far)
    if (toWater === Infinity || (toSolid !== null && toSolid < toWater))
      return toSolid === null ? stage.sky(direction) : trace(stage, camera.from, direction, 1)
    const point = add(camera.from, scale(direction, toWater))
    const normal = waveNormal(point[0], point[2], toWater, roughness, seed)
    const water = waterColour(direction, normal, deep, (mirrored) => trace(stage, point, mirrored, 0))
    const haze = clamp((toWater - 60) / 500)
    return mix(water, stage.sky([direction[0], 0.01, direction[2]]), haze * 0.8)
  }
}
