import { tableTop } from '../bodies/table.ts'
import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { createRandom, fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { blend, cylinder, ellipsoid, torus } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Vec } from '../vector.ts'

const TOP = 0.125

/** Places on the pizza, spread out: the golden angle keeps them apart. */
function scatter(count: number, reach: number, seed: number): { x: number; z: number; turn: number }[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => {
    const radius = reach * Math.sqrt((index + 0.5) / count)
    const angle = index * 2.399963 + random() * 0.5
    return { x: radius * Math.cos(angle), z: radius * Math.sin(angle), turn: random() * 6.3 }
  })
}

const salami = scatter(13, 0.74, 4)
const olives = scatter(11, 0.7, 15).map(({ x, z, turn }) => ({ x: z, z: x, turn }))
const leaves = scatter(5, 0.55, 26).map(({ x, z, turn }) => ({ x: -z, z: -x, turn }))

const plate: Solid = {
  distance: (x, y, z) =>
    Math.min(cylinder(x, y - 0.012, z, 1.22, 0.012, 0.01), torus(x, y - 0.025, z, 1.2, 0.025)),
  paint: () => ({ colour: [0.86, 0.86, 0.84], gloss: 0.05, shine: 0.5 }),
}

const base: Solid = {
  distance: (x, y, z) => {
    if (y > 0.35) return y - 0.25
    const lumps = fractal(x * 3, z * 3, 3) * 0.02
    const crust = torus(x, y - 0.105, z, 0.93, 0.085 + lumps)
    const cheese = cylinder(x, y - 0.075, z, 0.92, 0.045 + fractal(x * 4, z * 4, 3, 3) * 0.012)
    return blend(crust, cheese, 0.05) * 0.8
  },
  bump: (x, y, z) => fractal(x * 14, z * 14, 3, y * 14) * 0.01,
  paint: ([x, y, z]) => {
    const radius = Math.hypot(x, z) + fractal(x * 5, z * 5, 3) * 0.04
    const baked = smoothstep(0.1, 0.55, fractal(x * 6, z * 6, 4, 7) + (y - 0.15) * 3)
    const crust = mix(hex('#e0a860'), hex('#8a4a1c'), baked)
    const melt = fractal(x * 4.5, z * 4.5, 4, 5)
    const sauce = hex('#c23a17')
    const cheese = mix(hex('#f6d483'), hex('#d98a35'), smoothstep(0.2, 0.5, fractal(x * 9, z * 9, 3, 9)))
    const topping = mix(sauce, cheese, smoothstep(-0.28, 0.02, melt) * smoothstep(0.89, 0.82, radius))
    return {
      colour: mix(topping, crust, smoothstep(0.84, 0.88, radius)),
      shine: radius < 0.85 ? 0.3 : 0.05,
      soft: 0.2,
    }
  },
}

const slices: Solid = {
  distance: (x, y, z) => {
    if (y > 0.3) return y - 0.18
    const nearest = salami.reduce((best, at) => {
      const dx = x - at.x
      const dz = z - at.z
      if (dx * dx + dz * dz > 0.09) return Math.min(best, Math.sqrt(dx * dx + dz * dz) - 0.16)
      return Math.min(best, cylinder(dx, y - TOP - 0.012 - (dx * dx + dz * dz) * 0.9, dz, 0.135, 0.013, 0.01))
    }, 9)
    return nearest * 0.85
  },
  paint: ([x, , z]) => {
    const fat = smoothstep(0.25, 0.5, noise(x * 42, z * 42))
    const near = salami.reduce((best, at) => Math.min(best, Math.hypot(x - at.x, z - at.z)), 9)
    const rim = smoothstep(0.1, 0.135, near)
    return {
      colour: scale(mix(mix(hex('#b3301d'), hex('#dd8163'), fat), hex('#6d150d'), rim * 0.8), 0.95),
      shine: 0.5,
      gloss: 0.02,
    }
  },
}

const rings: Solid = {
  distance: (x, y, z) =>
    y > 0.3
      ? y - 0.18
      : olives.reduce(
          (best, at) => Math.min(best, torus(x - at.x, y - TOP - 0.02, z - at.z, 0.048, 0.023)),
          9,
        ),
  paint: () => ({ colour: hex('#23201f'), shine: 0.7, gloss: 0.03 }),
}

const basil: Solid = {
  distance: (x, y, z) => {
    if (y > 0.4) return y - 0.25
    const nearest = leaves.reduce((best, at) => {
      const dx = x - at.x
      const dz = z - at.z
      const along = dx * Math.cos(at.turn) + dz * Math.sin(at.turn)
      const across = dz * Math.cos(at.turn) - dx * Math.sin(at.turn)
      return Math.min(
        best,
        ellipsoid(
          along,
          y - TOP - 0.05 - across * across * 2 + along * along * 0.8,
          across,
          0.17,
          0.01,
          0.085,
        ),
      )
    }, 9)
    return nearest * 0.6
  },
  paint: ([x, , z]) => ({
    colour: mix(hex('#2d6a24'), hex('#5c9a3c'), clamp(0.5 + fractal(x * 14, z * 14, 2))),
    shine: 0.3,
    soft: 0.3,
  }),
}

const kitchen = (direction: Vec): Vec =>
  mix(hex('#d9cdb9'), [1.6, 1.5, 1.35], smoothstep(0.2, 0.9, direction[1] - direction[0] * 0.4))

const stage: Stage = {
  solids: [tableTop(0.62), plate, base, slices, rings, basil],
  lights: [{ direction: [-0.6, 0.75, 0.5], colour: [1.55, 1.4, 1.15], hardness: 5 }],
  sky: kitchen,
  ambient: { above: [0.5, 0.47, 0.43], below: [0.3, 0.22, 0.15] },
  far: 14,
}

/** A salami pizza with olives and basil on a wooden table. */
export const pizza: Scene = {
  paint(canvas) {
    const camera = createCamera([0.25, 2.55, -1.75], [0.02, 0.02, -0.04], 0.62, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1, saturation: 1.1, bloom: 0.06 },
}
