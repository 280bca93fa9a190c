import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { blend, ellipsoid, limb, sphere } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Vec } from '../vector.ts'

const PINK = hex('#d98b7c')

function coat(x: number, y: number, z: number): number {
  const side = Math.abs(x)
  const trunk = limb(x, y, z, [0, 0.33, 0.24], [0, 0.7, -0.02], 0.34, 0.24)
  const haunch = ellipsoid(side - 0.29, y - 0.22, z - 0.1, 0.16, 0.23, 0.27)
  const hindPaw = ellipsoid(side - 0.31, y - 0.06, z + 0.2, 0.085, 0.06, 0.13)
  const leg = limb(side, y, z, [0.11, 0.58, -0.16], [0.105, 0.09, -0.27], 0.105, 0.07)
  const paw = ellipsoid(side - 0.105, y - 0.055, z + 0.33, 0.08, 0.06, 0.11)
  const tail = blend(
    limb(x, y, z, [0.2, 0.1, 0.45], [0.55, 0.075, 0.25], 0.08, 0.075),
    limb(x, y, z, [0.55, 0.075, 0.25], [0.5, 0.07, -0.32], 0.075, 0.06),
    0.1,
  )
  const body = blend(blend(blend(trunk, haunch, 0.1), hindPaw, 0.04), blend(leg, paw, 0.05), 0.06)
  const skull = ellipsoid(x, y - 1.04, z + 0.12, 0.255, 0.215, 0.225)
  const cheek = ellipsoid(side - 0.12, y - 0.965, z + 0.22, 0.13, 0.1, 0.12)
  const muzzle = ellipsoid(side - 0.042, y - 0.945, z + 0.325, 0.062, 0.05, 0.06)
  const chin = ellipsoid(x, y - 0.895, z + 0.3, 0.05, 0.035, 0.05)
  const bridge = limb(x, y, z, [0, 1.07, -0.3], [0, 0.985, -0.365], 0.045, 0.03)
  const ear = limb(side, y, z * 0.6, [0.16, 1.17, -0.05], [0.225, 1.4, -0.035], 0.085, 0.012)
  const head = blend(
    blend(blend(skull, cheek, 0.08), Math.min(muzzle, chin), 0.04),
    blend(bridge, ear, 0.02),
    0.06,
  )
  return Math.min(blend(body, head, 0.12), tail)
}

const fur: Solid = {
  distance: (x, y, z) => (coat(x, y, z) + noise(x * 90, y * 26, z * 90) * 0.006) * 0.75,
  paint: ([x, y, z]) => {
    const side = Math.abs(x)
    const inEar =
      y > 1.16 && Math.hypot(side - 0.185 - (y - 1.25) * 0.3, (y - 1.24) * 0.5) < 0.055 && z < -0.06
    if (inEar) return { colour: scale(PINK, 0.85), soft: 0.5 }
    const wave = fractal(x * 3, y * 3, 3, z * 3)
    const rings =
      y > 0.86
        ? Math.cos(side * 46 + wave * 3) * smoothstep(1.06, 1.16, y)
        : Math.cos(y * 30 + z * 16 + wave * 5)
    const tabby = mix(hex('#d98a3d'), hex('#8f4a17'), smoothstep(0.25, 0.8, rings) * 0.85)
    const bib =
      smoothstep(0.2, 0.1, side) *
      smoothstep(0.86, 0.74, y) *
      smoothstep(0.36, 0.5, y) *
      smoothstep(-0.05, -0.2, z)
    const snout = smoothstep(0.12, 0.06, Math.hypot(side * 0.8, y - 0.93)) * smoothstep(-0.26, -0.32, z)
    const socks = y < 0.16 && z < -0.1 && side < 0.42 ? smoothstep(0.16, 0.1, y) : 0
    const white = clamp(Math.max(bib, snout, socks) + wave * 0.15 * bib)
    const strands = 0.86 + 0.2 * noise(x * 120, y * 34, z * 120)
    return { colour: scale(mix(tabby, [0.9, 0.87, 0.82], white), strands), soft: 0.45 }
  },
  bound: [0, 0.68, 0, 1],
}

const eyes: Solid = {
  distance: (x, y, z) => sphere(Math.abs(x) - 0.105, y - 1.06, z + 0.288, 0.058),
  paint: ([x, y]) => {
    const dx = Math.abs(x) - 0.105
    const dy = y - 1.06
    if (Math.hypot(dx * 2.1, dy) < 0.037) return { colour: [0.004, 0.004, 0.004], gloss: 0.05, shine: 2.5 }
    if (Math.hypot(dx, dy * 1.15) > 0.046) return { colour: [0.01, 0.008, 0.006], shine: 1 }
    return {
      colour: mix(hex('#c9d957'), hex('#5f8a3a'), Math.hypot(dx, dy) / 0.046),
      shine: 2.5,
      gloss: 0.04,
    }
  },
  bound: [0, 1.06, -0.28, 0.2],
}

const nose: Solid = {
  distance: (x, y, z) => ellipsoid(x, y - 0.985, z + 0.378, 0.03 + (y - 0.985) * 0.5, 0.022, 0.02),
  paint: () => ({ colour: PINK, shine: 0.3 }),
}

const whiskers: Solid = {
  distance: (x, y, z) =>
    Math.min(
      ...[-0.05, 0, 0.05].map((lift) =>
        limb(Math.abs(x), y, z, [0.06, 0.95, -0.37], [0.36, 0.95 + lift, -0.36], 0.0022, 0.0008),
      ),
    ),
  paint: () => ({ colour: [0.95, 0.95, 0.95], soft: 1 }),
  bound: [0, 0.95, -0.36, 0.38],
  noShadow: true,
}

const floor: Solid = {
  distance: (_x, y) => y,
  paint: ([x, , z]) => {
    const board = Math.floor(x / 0.42)
    const grain = fractal(x * 24, z * 1.3 + board * 7, 4)
    const gap = Math.abs(x / 0.42 - board - 0.5) > 0.488 ? 0.35 : 1
    return {
      colour: scale(
        mix(hex('#a8713f'), hex('#7d4d27'), clamp(0.5 + grain)),
        gap * (0.9 + 0.2 * noise(board, 3)),
      ),
      gloss: 0.03,
      shine: 0.08,
    }
  },
}

/** A living room out of focus: a window, a curtain, a plant, a dark sofa. */
function room(direction: Vec): Vec {
  const [x, y] = [direction[0] / Math.abs(direction[2]), direction[1] / Math.abs(direction[2])]
  const wall = mix(hex('#b9a58a'), hex('#8c7a66'), clamp(0.5 + y - x * 0.4))
  const pane =
    smoothstep(0.16, 0.06, Math.abs(x + 0.36)) * smoothstep(-0.06, 0.02, y) * smoothstep(0.5, 0.4, y)
  const sofa = smoothstep(0.06, 0, y + 0.02) * smoothstep(-0.02, 0.08, x)
  const leaf =
    smoothstep(0.35, 0.6, fractal(x * 9, y * 9, 2) * 0.5 + 0.55) *
    smoothstep(0.2, 0.05, Math.hypot(x - 0.55, y - 0.2))
  const lit = mix(wall, [1.5, 1.45, 1.35], pane)
  return mix(mix(lit, hex('#4c5d43'), leaf), hex('#3f4a5c'), sofa)
}

const stage: Stage = {
  solids: [floor, fur, eyes, nose, whiskers],
  lights: [
    { direction: [-0.75, 0.65, -0.55], colour: [1.5, 1.36, 1.15], hardness: 7 },
    { direction: [0.9, 0.45, 0.5], colour: [0.35, 0.36, 0.42], hardness: 5 },
  ],
  sky: room,
  ambient: { above: [0.36, 0.36, 0.38], below: [0.24, 0.18, 0.13] },
  far: 9,
  fog: { colour: hex('#8f7d68'), density: 0.03 },
}

/** A ginger tabby sitting on a wooden floor. */
export const cat: Scene = {
  paint(canvas) {
    const camera = createCamera([0.6, 0.95, -2.5], [0.03, 0.67, 0], 0.64, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1.05, bloom: 0.06, vignette: 0.35 },
}
