import { fractal, hash } from './noise.ts'
import {
  add,
  clamp,
  dot,
  gradient,
  mix,
  normalise,
  scale,
  smoothstep,
  type Colour,
  type Vec,
} from './vector.ts'

/** A sky as light from a direction. */
export type Sky = (direction: Vec) => Colour

export interface SkySettings {
  /** colours from the horizon (0) to the zenith (1) */
  stops: readonly (readonly [number, Colour])[]
  sun: { direction: Vec; colour: Colour; disc: number; glow: number }
  clouds?: { cover: number; scale: number; seed: number; light: Colour; dark: Colour; stretch?: number }
}

/** A sky with a sun and a layer of clouds. */
export function createSky({ stops, sun, clouds }: SkySettings): Sky {
  const sunDirection = normalise(sun.direction)
  return (direction) => {
    const height = clamp(direction[1])
    const towards = Math.max(0, dot(direction, sunDirection))
    let colour = gradient(stops, height ** 0.6)
    colour = add(colour, scale(sun.colour, sun.glow * (0.6 * towards ** 40 + 0.3 * towards ** 8)))
    colour = add(colour, scale(sun.colour, 9 * smoothstep(sun.disc, sun.disc + 0.0004, towards)))
    if (!clouds || direction[1] < 0.005) return colour
    // the layer is bent down towards the horizon, so that clouds there stay taller than lines
    const reach = clouds.scale / (direction[1] + 0.09)
    const x = (direction[0] * reach) / (clouds.stretch ?? 1)
    const z = direction[2] * reach
    const density = cloudDensity(x, z, clouds.seed)
    const cover = smoothstep(1 - clouds.cover, 1.35 - clouds.cover, density * 0.5 + 0.5)
    if (cover <= 0) return colour
    const sunward = cloudDensity(x + sunDirection[0] * 0.35, z + sunDirection[2] * 0.35, clouds.seed)
    const lit = clamp(0.55 + (density - sunward) * 1.3 - cover * 0.25 + towards ** 6 * 0.4)
    const cloud = mix(clouds.dark, clouds.light, lit)
    return mix(colour, cloud, cover * smoothstep(0.005, 0.12, direction[1]))
  }
}

function cloudDensity(x: number, z: number, seed: number): number {
  const bend = fractal(x * 0.7 + seed, z * 0.7, 2) * 0.8
  return fractal(x + bend, z - bend, 6, seed)
}

/** Light of the stars in a direction: many faint ones, few bright ones, some of them coloured. */
export function starlight(direction: Vec, density: number): Colour {
  let sum: Colour = [0, 0, 0]
  for (let layer = 0; layer < 3; layer++) {
    const fineness = 170 + layer * 90
    const cell = direction.map((part) => Math.floor(part * fineness)) as unknown as Vec
    if (hash(cell[0], cell[1], cell[2] + layer * 101) > density) continue
    const centre = normalise(
      cell.map(
        (part, axis) => part + 0.25 + 0.5 * hash(cell[axis]!, part, axis + cell[(axis + 1) % 3]!),
      ) as unknown as Vec,
    )
    const off = (1 - dot(direction, centre)) * fineness * fineness
    const size = hash(cell[2], cell[0], cell[1]) ** 6
    const hue = hash(cell[1], cell[2], cell[0])
    const tint: Colour = [0.8 + hue * 0.4, 0.9, 1.25 - hue * 0.5]
    sum = add(sum, scale(tint, (0.25 + 6 * size) * Math.exp(-off * (130 - 80 * size))))
  }
  return sum
}
