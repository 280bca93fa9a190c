import { tableTop } from '../bodies/table.ts'
import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { createRandom, fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { blend, carve, ellipsoid, limb, sphere } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Colour, type Vec } from '../vector.ts'

const bowl: Solid = {
  distance: (x, y, z) => {
    const outer = ellipsoid(x, y - 0.62, z, 1, 0.62, 1)
    const shell = carve(Math.max(outer, y - 0.5), ellipsoid(x, y - 0.64, z, 0.95, 0.57, 0.95), 0.03)
    return Math.min(shell, Math.max(sphere(x, y, z, 0.45), y - 0.06)) * 0.85
  },
  paint: ([, y]) => ({
    colour: Math.abs(y - 0.4) < 0.02 ? hex('#2f5f8f') : [0.84, 0.83, 0.8],
    gloss: 0.05,
    shine: 0.6,
  }),
}

/** A spindle torus has an apple's dimples above and below. */
function apple([ax, ay, az]: Vec, red: Colour, green: Colour): Solid {
  return {
    distance: (x, y, z) => {
      const px = x - ax
      const py = y - ay
      const pz = z - az
      const body = Math.hypot(Math.hypot(px, pz) - 0.13, py * 0.95) - 0.2 - py * 0.06
      return Math.min(body, limb(px, py, pz, [0, 0.1, 0], [0.03, 0.27, 0.01], 0.012)) * 0.9
    },
    paint: ([x, y, z]) => {
      const px = x - ax
      const pz = z - az
      if (Math.hypot(px, pz) < 0.05 && y > ay + 0.16) return { colour: hex('#4a3018') }
      const turn = Math.atan2(pz, px)
      const blush = smoothstep(
        -0.35,
        0.35,
        noise(px * 5, pz * 5, ax * 9) +
          0.35 +
          0.2 * Math.sin(turn * 31 + noise(px * 9, pz * 9) * 4) * noise(px * 20, pz * 20, 3),
      )
      return { colour: mix(green, red, blush), shine: 0.7, gloss: 0.03, soft: 0.15 }
    },
    bound: [ax, ay, az, 0.42],
  }
}

const orange = ([ax, ay, az]: Vec, radius: number): Solid => ({
  distance: (x, y, z) => sphere(x - ax, y - ay, z - az, radius),
  bump: (x, y, z) => noise(x * 70, y * 70, z * 70) * 0.0022,
  paint: ([x, y, z]) => ({
    colour: scale(hex('#f08a1c'), 0.92 + 0.14 * fractal(x * 5, y * 5, 2, z * 5)),
    shine: 0.45,
    gloss: 0.015,
    soft: 0.2,
  }),
  bound: [ax, ay, az, radius + 0.05],
})

const BANANA: readonly Vec[] = Array.from({ length: 9 }, (_, index) => {
  const angle = -0.35 + index * 0.17
  return [-0.72 + 0.95 * Math.sin(angle) + 0.2, 1.78 - 0.88 * Math.cos(angle), -0.5 - index * 0.012]
})

const bananas: Solid = {
  distance: (x, y, z) => {
    let best = 9
    for (const [lift, back] of [
      [0, 0],
      [0.1, 0.16],
    ] as const)
      for (let i = 0; i < 8; i++) {
        const radius = (at: number): number =>
          at === 0 || at === 8 ? 0.045 : 0.115 - Math.abs(at - 4) * 0.007
        best = blend(
          best,
          limb(x, y - lift, z - back, BANANA[i]!, BANANA[i + 1]!, radius(i), radius(i + 1)),
          0.02,
        )
      }
    return best
  },
  paint: ([x, y, z]) => {
    const tip = Math.min(
      Math.hypot(x - BANANA[0]![0], y - BANANA[0]![1] - 0.05),
      Math.hypot(x - BANANA[8]![0], y - BANANA[8]![1] - 0.05),
    )
    const freckle = smoothstep(0.55, 0.7, noise(x * 34, y * 34, z * 34)) * 0.6
    return {
      colour: mix(mix(hex('#f0c53a'), hex('#6b4a1c'), freckle), hex('#5c5a22'), smoothstep(0.13, 0.06, tip)),
      shine: 0.25,
      soft: 0.2,
    }
  },
  bound: [-0.05, 1, -0.4, 1],
}

const random = createRandom(12)
const GRAPES: readonly Vec[] = Array.from({ length: 34 }, (_, index) => {
  const along = index / 34
  const spread = 0.24 * (1 - along * 0.75)
  return [
    0.98 + (random() - 0.5) * 2 * spread,
    0.09 + random() * 0.2 * (1 - along),
    -0.55 - along * 0.5 + (random() - 0.5) * 0.14,
  ]
})

const grapes: Solid = {
  distance: (x, y, z) =>
    GRAPES.reduce((best, [ax, ay, az]) => Math.min(best, sphere(x - ax, y - ay, z - az, 0.088)), 9),
  paint: ([x, y, z]) => ({
    colour: mix(hex('#4a1c4f'), hex('#7d4a86'), clamp(0.4 + fractal(x * 9, y * 9, 3, z * 9))),
    shine: 0.6,
    gloss: 0.02,
    soft: 0.3,
  }),
  bound: [0.98, 0.15, -0.8, 0.6],
}

const wall = (direction: Vec): Vec => {
  const glow = smoothstep(0.5, -0.7, direction[0]) * 0.5
  return scale(hex('#a9b3a6'), 0.5 + glow + 0.15 * direction[1])
}

const stage: Stage = {
  solids: [
    tableTop(0.7),
    bowl,
    apple([0.42, 0.66, -0.28], hex('#b51f1c'), hex('#d9b94a')),
    apple([0.62, 0.64, 0.3], hex('#8fb33a'), hex('#b9cf62')),
    apple([-0.98, 0.2, -0.72], hex('#b8231c'), hex('#dcc04f')),
    apple([0.02, 0.62, -0.45], hex('#9c1a1f'), hex('#c8382c')),
    orange([-0.12, 0.6, 0.05], 0.31),
    orange([-0.52, 0.56, -0.42], 0.3),
    orange([0.08, 0.88, 0.4], 0.29),
    bananas,
    grapes,
  ],
  lights: [{ direction: [-0.75, 0.6, -0.35], colour: [1.65, 1.5, 1.25], hardness: 5 }],
  sky: wall,
  ambient: { above: [0.36, 0.38, 0.4], below: [0.26, 0.2, 0.14] },
  far: 12,
  fog: { colour: hex('#8d8674'), density: 0.02 },
}

/** A bowl of fruit on a table. */
export const fruit: Scene = {
  paint(canvas) {
    const camera = createCamera([0.15, 1.6, -2.9], [0.05, 0.5, -0.05], 0.68, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1.02, saturation: 1.08, bloom: 0.06, vignette: 0.32 },
}
