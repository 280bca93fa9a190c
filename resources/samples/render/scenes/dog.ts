import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { blend, ellipsoid, limb, sphere, torus } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Vec } from '../vector.ts'

function coat(x: number, y: number, z: number): number {
  const side = Math.abs(x)
  const trunk = limb(x, y, z, [0, 0.38, 0.32], [0, 0.74, -0.02], 0.33, 0.27)
  const haunch = ellipsoid(side - 0.3, y - 0.26, z - 0.2, 0.17, 0.27, 0.3)
  const hindPaw = ellipsoid(side - 0.36, y - 0.07, z + 0.15, 0.1, 0.075, 0.17)
  const leg = limb(side, y, z, [0.16, 0.64, -0.12], [0.15, 0.1, -0.26], 0.13, 0.085)
  const paw = ellipsoid(side - 0.15, y - 0.07, z + 0.33, 0.1, 0.075, 0.13)
  const neck = limb(x, y, z, [0, 0.8, 0], [0, 1.12, -0.06], 0.25, 0.2)
  const body = blend(
    blend(blend(trunk, haunch, 0.12), blend(leg, paw, 0.06), 0.08),
    Math.min(neck, hindPaw),
    0.08,
  )
  const skull = ellipsoid(x, y - 1.24, z + 0.1, 0.235, 0.22, 0.25)
  const snout = limb(x, y, z, [0, 1.16, -0.25], [0, 1.12, -0.5], 0.135, 0.1)
  const jowl = ellipsoid(side - 0.065, y - 1.09, z + 0.46, 0.075, 0.08, 0.12)
  const brow = ellipsoid(side - 0.1, y - 1.34, z + 0.24, 0.07, 0.05, 0.08)
  const head = blend(blend(skull, blend(snout, jowl, 0.05), 0.12), brow, 0.06)
  // the ears hang: flat ellipsoids leaning outwards
  const lean = side - 0.245 - (1.3 - y) * 0.16
  const ear = ellipsoid(lean, y - 1.17, z + 0.07, 0.05, 0.23, 0.13)
  return Math.min(blend(body, head, 0.1), blend(ear, head, 0.035))
}

const fur: Solid = {
  distance: (x, y, z) => (coat(x, y, z) + noise(x * 70, y * 24, z * 70) * 0.006) * 0.72,
  paint: ([x, y, z]) => {
    const side = Math.abs(x)
    const wave = fractal(x * 4, y * 4, 3, z * 4)
    const ears = smoothstep(0.23, 0.29, side) * smoothstep(0.95, 1.05, y)
    const golden = mix(hex('#d9a860'), hex('#e9cb95'), clamp(0.45 + wave + (0.5 - y) * 0.3))
    const pale = smoothstep(0.16, 0.05, side) * smoothstep(0.95, 0.75, y) * 0.5
    const mouth = z < -0.34 && Math.abs(y - 1.045 - side * 0.22) < 0.012 && side < 0.13
    const strands = 0.88 + 0.2 * noise(x * 100, y * 30, z * 100)
    if (mouth) return { colour: [0.03, 0.02, 0.018] }
    return {
      colour: scale(mix(mix(golden, hex('#a86a2c'), ears * 0.85), hex('#f3e2bf'), pale), strands),
      soft: 0.45,
    }
  },
  bound: [0, 0.75, 0, 1.1],
}

const dark = [0.008, 0.007, 0.006] as const
const features: Solid[] = [
  {
    distance: (x, y, z) => sphere(Math.abs(x) - 0.1, y - 1.285, z + 0.312, 0.043),
    paint: ([x, y]) =>
      Math.hypot(Math.abs(x) - 0.1, y - 1.285) < 0.02
        ? { colour: dark, shine: 3 }
        : { colour: hex('#3a1c0a'), shine: 3, gloss: 0.04 },
  },
  {
    distance: (x, y, z) => ellipsoid(x, y - 1.175, z + 0.6, 0.072, 0.052, 0.05),
    paint: () => ({ colour: [0.014, 0.012, 0.012], shine: 0.7 }),
  },
  {
    distance: (x, y, z) => ellipsoid(x, y - 0.965 - (z + 0.5) * 0.4, z + 0.5, 0.055, 0.1, 0.045),
    paint: () => ({ colour: hex('#d96a72'), shine: 0.4, soft: 0.3 }),
  },
  {
    distance: (x, y, z) => torus(x, y - 0.9 - z * 0.2, z + 0.02, 0.262, 0.03),
    paint: () => ({ colour: hex('#1f5fa8'), shine: 0.3 }),
  },
]

const lawn: Solid = {
  distance: (x, y, z) => (y - 0.05 * noise(x * 22, z * 22) - 0.03 * noise(x * 60, z * 60)) * 0.6,
  paint: ([x, y, z]) => {
    const blade = noise(x * 85, z * 40) * 0.5 + noise(x * 30, z * 90) * 0.5
    const green = mix(hex('#3f6b22'), hex('#9abb4f'), clamp(0.5 + blade * 0.8 + y * 5))
    return { colour: scale(green, 0.85 + 0.3 * fractal(x, z, 3)), soft: 0.4 }
  },
}

/** A park out of focus. */
function park(direction: Vec): Vec {
  const [x, y] = [direction[0], direction[1]]
  const leaves = fractal(x * 5, y * 6, 3) * 0.5 + 0.5
  const crowns = mix(hex('#37591f'), hex('#93b35a'), leaves)
  const gap = smoothstep(0.55, 0.8, fractal(x * 9 + 3, y * 9, 2) * 0.5 + 0.5 + y * 0.4)
  return mix(crowns, [1.05, 1.1, 1.05], gap * 0.8)
}

const stage: Stage = {
  solids: [lawn, fur, ...features],
  lights: [
    { direction: [-0.6, 0.75, -0.55], colour: [1.5, 1.36, 1.1], hardness: 8 },
    { direction: [0.8, 0.4, 0.6], colour: [0.4, 0.38, 0.3], hardness: 5 },
  ],
  sky: park,
  ambient: { above: [0.4, 0.45, 0.48], below: [0.18, 0.22, 0.1] },
  far: 14,
  fog: { colour: hex('#86a452'), density: 0.045 },
}

/** A golden dog sitting on a lawn. */
export const dog: Scene = {
  paint(canvas) {
    const camera = createCamera([-0.75, 1.15, -2.7], [0, 0.78, 0], 0.68, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1, bloom: 0.06, vignette: 0.3 },
}
