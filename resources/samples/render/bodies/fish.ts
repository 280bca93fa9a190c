import type { Solid } from '../march.ts'
import { noise } from '../noise.ts'
import { blend, ellipsoid, limb, triangle } from '../solids.ts'
import { hex, mix, scale, smoothstep, type Colour, type Vec } from '../vector.ts'

/** A fish's colour from its mouth (x = 1) to its tail (-1) and from belly to back. */
export type Pattern = (x: number, y: number) => Colour

export const clown: Pattern = (x, y) => {
  const bent = x + y * y * 0.5
  const band = [0.42, -0.08, -0.62].some((at) => Math.abs(bent - at) < 0.085)
  const edge = [0.42, -0.08, -0.62].some((at) => Math.abs(bent - at) < 0.12)
  return band ? [0.92, 0.92, 0.95] : edge ? [0.03, 0.02, 0.02] : hex('#f2701a')
}
export const tang: Pattern = (x, y) =>
  x < -0.78 ? hex('#f2c81f') : mix(hex('#1f4fd0'), hex('#0c1a4f'), smoothstep(0.02, 0.22, y + x * 0.15))
export const angel: Pattern = (x, y) =>
  Math.abs(((x * 3.2 + y + 9) % 1) - 0.5) < 0.2 ? hex('#2f2a55') : hex('#f5d23a')

/** A fish one unit from mouth (+x) to tail, scaled, placed, and turned to swim left if asked. */
export function fish([ax, ay, az]: Vec, size: number, pattern: Pattern, tall: number, left = false): Solid {
  const local = (x: number, y: number, z: number): Vec => {
    const along = ((x - ax) / size) * (left ? -1 : 1)
    return [along, (y - ay) / size, (z - az) / size + 0.1 * Math.sin(along * 3)]
  }
  const shape = (x: number, y: number, z: number): number => {
    const body = ellipsoid(x, y, z, 0.72, 0.36 * tall, 0.17)
    const snout = ellipsoid(x - 0.58, y + 0.02, z, 0.22, 0.15, 0.11)
    const tail =
      triangle(
        x,
        y,
        z,
        [
          [-0.55, 0],
          [-1.08, 0.34],
          [-1.08, -0.34],
        ],
        0.012,
      ) - 0.02
    const back =
      triangle(
        x,
        y,
        z,
        [
          [0.35, 0.26 * tall],
          [-0.58, 0.56 * tall],
          [-0.5, 0.1],
        ],
        0.01,
      ) - 0.02
    const belly =
      triangle(
        x,
        y,
        z,
        [
          [0.1, -0.3 * tall],
          [-0.5, -0.1],
          [-0.48, -0.54 * tall],
        ],
        0.01,
      ) - 0.02
    const fin = limb(x, y * 0.5, Math.abs(z), [0.2, -0.04, 0.15], [-0.1, -0.08, 0.3], 0.03, 0.06)
    return blend(blend(body, snout, 0.12), Math.min(tail, back, belly, fin), 0.07)
  }
  return {
    distance: (x, y, z) => shape(...local(x, y, z)) * size * 0.8,
    paint: (point) => {
      const [x, y, z] = local(...point)
      const eye = Math.hypot(x - 0.5, y - 0.08)
      if (eye < 0.035) return { colour: [0.01, 0.01, 0.01], shine: 2 }
      if (eye < 0.065) return { colour: hex('#e8d9a0'), shine: 1 }
      const gill = Math.abs(Math.hypot(x - 0.2, y) - 0.2) < 0.012 && x > 0.3 ? 0.6 : 1
      const scales = 0.92 + 0.12 * noise(x * 34, y * 34, z * 20)
      return { colour: scale(pattern(x, y), scales * gill), shine: 0.35, soft: 0.3 }
    },
    bound: [ax, ay, az, size * 1.3],
  }
}
