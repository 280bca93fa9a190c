import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { blend, box, cylinder, ellipsoid, limb } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Vec } from '../vector.ts'

const SKIN = hex('#d79a74')

const face: Solid = {
  distance: (x, y, z) => {
    const side = Math.abs(x)
    const skull = ellipsoid(x, y - 0.06, z, 0.172, 0.215, 0.2)
    const jaw = ellipsoid(x, y + 0.085, z + 0.05, 0.118, 0.13, 0.13)
    const nose = limb(x, y, z, [0, 0.05, -0.185], [0, -0.03, -0.222], 0.018, 0.026)
    const cheek = ellipsoid(side - 0.075, y + 0.02, z + 0.125, 0.06, 0.055, 0.055)
    const lips = ellipsoid(x, y + 0.1, z + 0.168, 0.052, 0.021, 0.022)
    const neck = limb(x, y, z, [0, -0.12, 0.03], [0, -0.42, 0.06], 0.082, 0.1)
    const shoulders = limb(side, y, z, [0, -0.42, 0.06], [0.34, -0.52, 0.08], 0.1, 0.1)
    const arm = limb(side, y, z, [0.34, -0.53, 0.08], [0.4, -1.1, 0.02], 0.1, 0.085)
    const head = blend(blend(blend(skull, jaw, 0.09), cheek, 0.05), blend(nose, lips, 0.02), 0.025)
    return blend(head, blend(neck, blend(shoulders, arm, 0.06), 0.1), 0.05) * 0.85
  },
  paint: ([x, y, z]) => {
    const side = Math.abs(x)
    const line = Math.abs(y + 0.1 - side * side * 3.2) < 0.0028 && side < 0.048 && z < -0.1
    const lips =
      smoothstep(1.05, 0.85, Math.hypot(side / 0.055, (y + 0.1 - side * side * 2) / 0.024)) *
      (z < -0.12 ? 1 : 0)
    const blush = smoothstep(0.09, 0.02, Math.hypot(side - 0.095, y + 0.035)) * 0.3
    const skin = scale(mix(SKIN, hex('#c2604f'), blush), 0.97 + 0.05 * noise(x * 60, y * 60, z * 60))
    return {
      colour: line ? hex('#6d2a26') : mix(skin, hex('#b4504b'), lips * 0.85),
      soft: 0.35,
      shine: lips ? 0.25 : 0.06,
    }
  },
}

const hair: Solid = {
  distance: (x, y, z) => {
    const side = Math.abs(x)
    const lock = limb(side, y, z, [0.15, 0.1, 0.03], [0.205, -0.4, 0.02], 0.075, 0.055)
    const back = ellipsoid(x, y + 0.08, z - 0.1, 0.2, 0.36, 0.13)
    const strands = noise(x * 60, y * 5, z * 60) * 0.009 + Math.sin(y * 26 + x * 9) * 0.006
    return (blend(lock, back, 0.08) + strands) * 0.75
  },
  paint: ([x, y, z]) => ({
    colour: scale(mix(hex('#5a3018'), hex('#8f5a2c'), clamp(0.5 + 0.6 * noise(x * 80, y * 4, z * 80))), 0.9),
    shine: 0.12,
    soft: 0.3,
  }),
}

const hat: Solid = {
  distance: (x, y, z) => {
    const brim = cylinder(x, y - 0.185 + (x * x - z * z) * 0.2 - z * 0.14, z, 0.37, 0.008, 0.006)
    const crown = ellipsoid(x, y - 0.2, z - 0.01, 0.2, 0.19, 0.225)
    return blend(brim, Math.max(crown, 0.16 - y), 0.03) * 0.8
  },
  paint: ([x, y, z]) => {
    if (y > 0.2 + z * 0.14 && y < 0.272 + z * 0.14 && Math.hypot(x, z) < 0.24)
      return { colour: hex('#24365c') }
    const turn = Math.atan2(z, x)
    const braid = Math.sin(turn * 110) * Math.sin(Math.hypot(x, z) * 210 + y * 180)
    return { colour: scale(hex('#e3c383'), 0.9 + 0.16 * braid), soft: 0.4 }
  },
}

const glasses: Solid = {
  distance: (x, y, z) => {
    const side = Math.abs(x)
    const lens = ellipsoid(side - 0.076, y - 0.05, z + 0.214 - side * side * 1.6, 0.066, 0.054, 0.012)
    const bridge = limb(side, y, z, [0, 0.066, -0.222], [0.03, 0.066, -0.214], 0.006)
    const arm = limb(side, y, z, [0.136, 0.066, -0.186], [0.18, 0.07, 0.05], 0.006)
    return Math.min(lens, bridge, arm) * 0.8
  },
  paint: () => ({ colour: [0.008, 0.008, 0.01], gloss: 0.14, shine: 1 }),
}

const dress: Solid = {
  distance: (x, y, z) => {
    const chest = box(x, y + 0.78, z - 0.06, 0.3, 0.32, 0.14, 0.12)
    const strap = limb(Math.abs(x), y, z, [0.15, -0.36, 0.05], [0.17, -0.6, -0.06], 0.035)
    const bust = ellipsoid(Math.abs(x) - 0.13, y + 0.68, z + 0.04, 0.13, 0.13, 0.12)
    return blend(blend(chest, bust, 0.1), strap, 0.04) + 0.004 * Math.sin(x * 50)
  },
  paint: ([x, y]) => {
    const dot =
      Math.hypot(((x + 5) % 0.06) - 0.03, ((y + 5 + Math.floor((x + 5) / 0.06) * 0.03) % 0.06) - 0.03) < 0.011
    return { colour: dot ? [0.85, 0.83, 0.8] : hex('#b3313c'), soft: 0.2 }
  },
}

/** A sunny garden out of focus. */
function garden(direction: Vec): Vec {
  const [x, y] = [direction[0] * 1.4, direction[1] * 1.4]
  const base = mix(hex('#4d7331'), hex('#a8c26a'), clamp(0.5 + fractal(x * 4, y * 4, 2) * 0.9))
  const bright = mix(base, [1.15, 1.15, 0.95], smoothstep(0.1, 0.6, fractal(x * 3 + 9, y * 3, 2) + y * 0.9))
  return mix(
    bright,
    hex('#b98fb0'),
    smoothstep(0.25, 0.6, fractal(x * 7 + 2, y * 7 + 4, 2)) * smoothstep(0.1, -0.2, y),
  )
}

const stage: Stage = {
  solids: [face, hair, hat, glasses, dress],
  lights: [
    { direction: [-0.55, 0.62, -0.6], colour: [1.35, 1.2, 1], hardness: 7 },
    { direction: [0.8, 0.35, 0.5], colour: [0.8, 0.7, 0.5], hardness: 5 },
  ],
  sky: garden,
  ambient: { above: [0.42, 0.44, 0.46], below: [0.34, 0.33, 0.26] },
  far: 6,
}

/** A woman with a straw hat and sunglasses in a garden. */
export const portrait: Scene = {
  paint(canvas) {
    const camera = createCamera([0.4, -0.12, -2], [0, -0.1, 0], 0.53, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1.3, bloom: 0.07, vignette: 0.25 },
}
