import type { Solid } from '../march.ts'
import { fractal, noise } from '../noise.ts'
import { box, cylinder, ellipsoid, limb } from '../solids.ts'
import { clamp, hex, mix, scale, type Colour } from '../vector.ts'
import { wood } from './table.ts'

/*
 * Furniture, standing where the living room needs it.
 */

/** A body of one colour. */
export const solid = (
  distance: Solid['distance'],
  colour: Colour,
  shine = 0,
  bound?: Solid['bound'],
): Solid => ({
  distance,
  paint: () => ({ colour, shine }),
  bound,
})

/** The look of woven cloth; `weave` is the number of threads per metre, roughly. */
export const cloth = (colour: Colour, weave: number) => ({
  paint: ([x, y, z]: readonly [number, number, number]) => ({
    colour: scale(colour, 0.92 + 0.16 * noise(x * weave, y * weave, z * weave)),
    soft: 0.25,
  }),
})

/** A blue sofa for two. */
export const sofa: Solid = {
  distance: (x, y, z) => {
    const px = x - 0.35
    const seat = box(px, y - 0.3, z - 2.05, 1.25, 0.16, 0.5, 0.06)
    const pads = box(Math.abs(px) - 0.56, y - 0.48, z - 1.95, 0.54, 0.09, 0.44, 0.07)
    const back = box(Math.abs(px) - 0.56, y - 0.75, z - 2.4 - (y - 0.75) * 0.2, 0.55, 0.3, 0.13, 0.1)
    const arm = box(Math.abs(px) - 1.25, y - 0.42, z - 2.05, 0.12, 0.27, 0.52, 0.08)
    const foot = cylinder(Math.abs(px) - 1.15, y - 0.07, Math.abs(z - 2.05) - 0.4, 0.03, 0.08)
    return Math.min(seat, pads, back, arm, foot)
  },
  ...cloth(hex('#35597a'), 90),
  bound: [0.35, 0.5, 2.1, 1.6],
}

/** A cushion that leans to one side. */
export const cushion = (x0: number, y0: number, z0: number, lean: number, colour: Colour): Solid => ({
  distance: (x, y, z) => {
    const px = x - x0 + (y - y0) * lean
    const py = y - y0 - px * lean
    const pz = z - z0 - (y - y0) * 0.3
    return (ellipsoid(px, py, pz, 0.3, 0.3, 0.12) + box(px, py, pz, 0.22, 0.22, 0.09, 0.06)) * 0.45
  },
  ...cloth(colour, 120),
  bound: [x0, y0, z0, 0.4],
})

/** A woven rug with a border. */
export const rug: Solid = {
  distance: (x, y, z) => box(x - 0.3, y - 0.01, z - 0.95, 1.5, 0.014, 0.95, 0.01),
  paint: ([x, , z]) => {
    const px = x - 0.3
    const pz = z - 0.95
    const diamond = Math.abs(((px * 2 + pz * 2 + 9) % 1) - 0.5) + Math.abs(((px * 2 - pz * 2 + 9) % 1) - 0.5)
    const border = Math.abs(px) > 1.36 || Math.abs(pz) > 0.82
    const tone = border ? hex('#8c3b33') : diamond < 0.32 ? hex('#b9583f') : hex('#e0d0b4')
    return { colour: scale(tone, 0.88 + 0.2 * noise(x * 70, z * 70)), soft: 0.2 }
  },
}

/** A round table on three legs. */
export const coffeeTable: Solid = {
  distance: (x, y, z) =>
    Math.min(
      cylinder(x - 0.25, y - 0.42, z - 0.95, 0.52, 0.022, 0.015),
      ...[0, 2.1, 4.2].map((turn) =>
        limb(
          x - 0.25,
          y,
          z - 0.95,
          [0.2 * Math.cos(turn), 0.4, 0.2 * Math.sin(turn)],
          [0.36 * Math.cos(turn), 0, 0.36 * Math.sin(turn)],
          0.022,
          0.014,
        ),
      ),
    ),
  paint: ([x, , z]) => wood(z * 0.8, x, 0.5),
  bound: [0.25, 0.22, 0.95, 0.65],
}

/** A white vase on the table. */
export const vase = solid(
  (x, y, z) =>
    Math.min(
      ellipsoid(x - 0.36, y - 0.54, z - 0.98, 0.085, 0.11, 0.085),
      cylinder(x - 0.36, y - 0.65, z - 0.98, 0.04, 0.04),
    ),
  [0.82, 0.8, 0.76],
  0.5,
  [0.36, 0.55, 0.98, 0.2],
)
/** Two books on the table. */
export const books = solid(
  (x, y, z) =>
    Math.min(
      box(x - 0.05, y - 0.462, z - 0.82, 0.16, 0.02, 0.11),
      box(x - 0.06, y - 0.5, z - 0.83, 0.13, 0.018, 0.095),
    ),
  hex('#a8443a'),
  0.1,
  [0.05, 0.48, 0.82, 0.25],
)

/** The foot and pole of a floor lamp. */
export const lampStand = solid(
  (x, y, z) =>
    Math.min(
      limb(x, y, z, [2.2, 0, 2.3], [2.2, 1.5, 2.3], 0.016),
      cylinder(x - 2.2, y - 0.015, z - 2.3, 0.16, 0.015, 0.01),
    ),
  hex('#2b2824'),
  0.4,
  [2.2, 0.75, 2.3, 0.85],
)
/** Its shade, lit from inside. */
export const lampShade: Solid = {
  distance: (x, y, z) => cylinder(x - 2.2, y - 1.62, z - 2.3, 0.25 - (y - 1.62) * 0.35, 0.17, 0.01) * 0.85,
  paint: () => ({ colour: hex('#efdcb4'), light: [1.2, 0.85, 0.48] }),
  bound: [2.2, 1.62, 2.3, 0.4],
  noShadow: true,
}

/** A plant with round leaves in a clay pot. */
export const plant: Solid = {
  distance: (x, y, z) => {
    const px = x + 2.1
    const pz = z - 2.35
    let best = cylinder(px, y - 0.2, pz, 0.17 + y * 0.1, 0.2, 0.03)
    for (let leaf = 0; leaf < 11; leaf++) {
      const turn = leaf * 2.4
      const tall = 0.95 + 0.5 * ((leaf * 0.37) % 1)
      const out = 0.24 + 0.25 * ((leaf * 0.61) % 1)
      const tip = [out * Math.cos(turn), tall, out * Math.sin(turn) * 0.7] as const
      best = Math.min(best, limb(px, y, pz, [0, 0.35, 0], tip, 0.012, 0.008))
      best = Math.min(
        best,
        ellipsoid(
          px - tip[0] * 1.25,
          y - tip[1] - 0.03,
          pz - tip[2] * 1.25,
          0.15,
          0.05 + 0.05 * Math.abs(Math.sin(turn)),
          0.1,
        ),
      )
    }
    return best * 0.8
  },
  paint: ([x, y, z]) =>
    y < 0.41
      ? { colour: hex('#c9795a') }
      : {
          colour: mix(hex('#2c5a2e'), hex('#5d9148'), clamp(0.5 + fractal(x * 8, y * 8, 2, z * 8))),
          soft: 0.35,
          shine: 0.15,
        },
  bound: [-2.1, 0.8, 2.35, 1],
}
