import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { box, ellipsoid, limb, triangle } from '../solids.ts'
import type { Stage } from '../stage.ts'
import { hex } from '../vector.ts'
import { lookOverWater } from '../water.ts'

const sunDirection = [-0.55, 0.6, -0.55] as const
const sky = createSky({
  stops: [
    [0, hex('#dcecf6')],
    [0.3, hex('#a5cbea')],
    [1, hex('#3b7cc4')],
  ],
  sun: { direction: sunDirection, colour: [1, 0.95, 0.85], disc: 2, glow: 0.2 },
  clouds: { cover: 0.58, scale: 0.8, seed: 33, light: [1.1, 1.09, 1.07], dark: hex('#aebfd0') },
})

/** The cloth's belly: how far it is blown out of its plane. */
const belly = (x: number, y: number): number => 0.32 * Math.sin(Math.min(1, y / 5) * 3.1) * Math.cos(x * 0.6)

function sail(corners: readonly (readonly [number, number])[]): Solid {
  return {
    distance: (x, y, z) => triangle(x, y, z - belly(x, y), corners, 0.012) * 0.8,
    paint: ([, y]) => ({
      colour: Math.abs((y % 0.9) - 0.45) < 0.012 ? [0.7, 0.68, 0.63] : [0.93, 0.91, 0.86],
      soft: 0.5,
    }),
    bound: [0, 3, 0, 4],
  }
}

const hull: Solid = {
  distance: (x, y, z) => {
    const body = ellipsoid(x, y - 0.72, z, 2.6, 0.95, 0.72)
    return Math.max(body, y - 0.62 - 0.018 * x * x, -(y + 0.5))
  },
  paint: ([, y], normal) => {
    if (normal[1] > 0.75) return { colour: hex('#b98a55') }
    if (y < 0.12) return { colour: hex('#7c1f1c'), shine: 0.2 }
    return { colour: y > 0.44 && y < 0.56 ? hex('#1d3a66') : [0.92, 0.92, 0.9], shine: 0.5, gloss: 0.05 }
  },
  bound: [0, 0.4, 0, 2.8],
}

const rig: Solid = {
  distance: (x, y, z) =>
    Math.min(
      limb(x, y, z, [0.25, 0.6, 0], [0.25, 5.7, 0], 0.05, 0.03),
      limb(x, y, z, [0.25, 1.25, 0], [-2.05, 1.2, 0.1], 0.04),
      limb(x, y, z, [2.5, 0.75, 0], [0.25, 5.6, 0], 0.012),
      limb(x, y, z, [-2.4, 0.7, 0], [0.25, 5.6, 0], 0.01),
    ),
  paint: () => ({ colour: hex('#8b7b66') }),
}

const cabin: Solid = {
  distance: (x, y, z) => box(x + 0.1, y - 0.72, z, 0.95, 0.26, 0.42, 0.12),
  paint: ([x, y]) => ({
    colour:
      y > 0.72 && y < 0.86 && Math.abs(((x + 3) % 0.5) - 0.25) < 0.17
        ? [0.03, 0.04, 0.06]
        : [0.88, 0.87, 0.83],
    shine: 0.3,
  }),
}

const crew: Solid = {
  distance: (x, y, z) =>
    Math.min(
      limb(x, y, z, [-1.45, 0.75, 0.05], [-1.38, 1.15, 0.02], 0.17, 0.13),
      ellipsoid(x + 1.36, y - 1.4, z, 0.11, 0.13, 0.11),
    ),
  paint: ([, y]) => ({ colour: y > 1.44 ? hex('#46301f') : y > 1.24 ? hex('#c98d68') : hex('#c8402c') }),
}

const stage: Stage = {
  solids: [
    hull,
    sail([
      [-2, 1.4],
      [0.2, 1.4],
      [0.2, 5.5],
    ]),
    sail([
      [0.35, 1.15],
      [2.35, 0.95],
      [0.35, 4.9],
    ]),
    rig,
    cabin,
    crew,
  ],
  lights: [{ direction: sunDirection, colour: [1.5, 1.38, 1.15], hardness: 14 }],
  sky,
  ambient: { above: [0.42, 0.52, 0.66], below: [0.18, 0.28, 0.34] },
  far: 60,
}

/** A small sailing boat on a breezy day. */
export const sailboat: Scene = {
  paint(canvas) {
    const camera = createCamera([-3.2, 1.5, -9.5], [0.1, 2.35, 0], 0.78, canvas.width / canvas.height)
    return shade(canvas, lookOverWater(stage, camera, { roughness: 0.17, deep: hex('#0d4a63'), seed: 3 }))
  },
  development: { exposure: 1, saturation: 1.1, bloom: 0.05 },
}
