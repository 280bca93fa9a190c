import { carBody } from '../bodies/car.ts'
import { createCamera } from '../camera.ts'
import type { Paint, Solid } from '../march.ts'
import { fractal, hash, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { box, limb, sphere } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, type Vec } from '../vector.ts'

const sunDirection: Vec = [-0.5, 0.72, -0.35]
const HOUSE = 7
const PLASTER = ['#d9b48a', '#c9786a', '#e3d6b8', '#a8b7b0', '#d8c27a', '#b9877a', '#c7cbd0'].map(hex)

const houseHeight = (cell: number, side: number): number => 9.5 + 4.5 * hash(cell, side)

/** Two rows of town houses along z; each cell of 7 m has its own height and colour. */
const houses: Solid = {
  distance: (x, y, z) => {
    const side = x < 0 ? 1 : 2
    const wall = 6.2 - Math.abs(x)
    const cell = Math.floor(z / HOUSE)
    const inside = z - cell * HOUSE
    const own = Math.max(wall, y - houseHeight(cell, side))
    // the neighbours' roofs may be higher
    const before = Math.max(wall, y - houseHeight(cell - 1, side), inside)
    const after = Math.max(wall, y - houseHeight(cell + 1, side), HOUSE - inside)
    return Math.min(own, before, after) * 0.95
  },
  bump: (x, y, z) => relief(x, y, z),
  paint: (point, normal) => facade(point, normal),
}

/** Where a window is: its local coordinates -1..1, or null. */
function windowAt(y: number, z: number): { u: number; v: number } | null {
  const cell = Math.floor(z / HOUSE)
  const inside = (z - cell * HOUSE) / HOUSE
  const u = (((inside * 3) % 1) - 0.5) / 0.24
  const floor = (y - 4.1) / 3
  const v = (floor - Math.floor(floor) - 0.5) / 0.3
  return y > 4.1 && Math.abs(u) < 1.2 && Math.abs(v) < 1.15 ? { u, v } : null
}

function relief(_x: number, y: number, z: number): number {
  const opening = windowAt(y, z)
  return opening && Math.abs(opening.u) < 1 && Math.abs(opening.v) < 1 ? 0.01 : 0
}

function facade([x, y, z]: Vec, normal: Vec): Paint {
  const side = x < 0 ? 1 : 2
  const cell = Math.floor(z / HOUSE)
  const height = houseHeight(cell, side)
  if (normal[1] > 0.7) return { colour: hex('#6e4a3c') }
  const plaster = scale(
    PLASTER[Math.floor(hash(cell, side, 4) * 7)]!,
    0.9 + 0.12 * fractal(z * 1.4, y * 1.4, 4),
  )
  const opening = windowAt(y, z)
  if (y > height - 0.5) return { colour: scale(plaster, 1.12) }
  if (opening) {
    const { u, v } = opening
    if (Math.abs(u) > 1 || Math.abs(v) > 1) return { colour: [0.78, 0.76, 0.72] }
    if (Math.abs(u) < 0.07 || Math.abs(v - 0.25) < 0.05 || Math.abs(u) > 0.9 || Math.abs(v) > 0.93)
      return { colour: [0.8, 0.79, 0.76] }
    return { colour: [0.035, 0.045, 0.055], gloss: 0.16, shine: 0.4 }
  }
  if (y < 3.3) return shop(y, z - cell * HOUSE, hash(cell, side, 8))
  return { colour: plaster }
}

function shop(y: number, z: number, kind: number): Paint {
  const board = kind > 0.66 ? hex('#2f4f4a') : kind > 0.33 ? hex('#7a2f2a') : hex('#2f3c5f')
  if (y > 2.75)
    return {
      colour:
        z > 1.5 && z < 5.5 && Math.abs(y - 3.02) < 0.1 && noise(z * 9, 2, kind * 50) > -0.25
          ? hex('#e8d9a8')
          : board,
    }
  const door = z > 0.6 && z < 1.7
  const pane = (z > 2.2 && z < 6.5 && y > 0.7) || (door && y < 2.4 && y > 0.9 && z > 0.8 && z < 1.5)
  if (!pane) return { colour: door ? scale(board, 0.8) : scale(board, 1.15) }
  return {
    colour: scale(hex('#5a4a35'), 0.5 + 0.5 * noise(z * 5, y * 5)),
    gloss: 0.14,
    light: [0.1, 0.07, 0.035],
  }
}

const ground: Solid = {
  distance: (x, y) => Math.min(y, Math.max(y - 0.14, 3.6 - Math.abs(x))),
  paint: ([x, y, z]) => {
    const grit = 0.95 + 0.18 * noise(x * 14, z * 14) + 0.12 * fractal(x * 0.7, z * 0.7, 3)
    if (y > 0.07) {
      const joint = Math.abs(((x * 1.4 + 60) % 1) - 0.5) > 0.47 || Math.abs(((z * 0.9 + 60) % 1) - 0.5) > 0.47
      return { colour: scale(hex('#a9a297'), grit * (joint ? 0.75 : 1)) }
    }
    const dash = Math.abs(x) < 0.07 && (z + 40) % 4 < 2
    const crossing = z > 3.2 && z < 5.4 && (x + 30) % 1 < 0.5 && Math.abs(x) < 3.3
    return {
      colour: dash || crossing ? scale([0.72, 0.71, 0.68], grit) : scale(hex('#5f6063'), grit),
      shine: 0.02,
    }
  },
}

const trees: Solid = {
  distance: (x, y, z) => {
    const side = Math.abs(x) - 4.5
    const cell = Math.max(1, Math.round(z / 11))
    const pz = z - cell * 11
    const trunk = limb(side, y, pz, [0, 0, 0], [0.1, 2.8, 0], 0.14, 0.09)
    const crown = sphere(side, (y - 4) * 0.85, pz, 1.35)
    // the leaves matter only nearby
    if (crown > 1.6) return Math.min(trunk, crown - 0.75)
    return Math.min(trunk, (crown + fractal(x * 1.6, z * 1.6, 3, y * 1.6) * 0.75) * 0.55)
  },
  paint: ([x, y, z]) =>
    y < 2.6
      ? { colour: hex('#4a3b2c') }
      : {
          colour: mix(hex('#33591f'), hex('#8aa84a'), clamp(0.5 + fractal(x * 7, y * 7, 3, z * 7) * 0.9)),
          soft: 0.5,
        },
}

const lamps: Solid = {
  distance: (x, y, z) => {
    const side = Math.abs(x) - 3.95
    const pz = z - 16.5
    return Math.min(
      limb(side, y, pz, [0, 0, 0], [0, 4.6, 0], 0.06, 0.04),
      box(side + 0.5, y - 4.62, pz, 0.5, 0.05, 0.09, 0.03),
    )
  },
  paint: () => ({ colour: hex('#2a2f33'), shine: 0.2 }),
}

const stage: Stage = {
  solids: [
    ground,
    houses,
    trees,
    lamps,
    ...turned(carBody([0, 0, 0], hex('#d9dde0')), 2.55, 8.6),
    ...turned(carBody([0, 0, 0], hex('#2f5f9a')), 2.55, 14.6),
    ...turned(carBody([0, 0, 0], hex('#b3342a')), -1.6, 17, true),
  ],
  lights: [{ direction: sunDirection, colour: [1.75, 1.58, 1.28], hardness: 16 }],
  sky: createSky({
    stops: [
      [0, hex('#dfeaf0')],
      [0.4, hex('#9cc4e8')],
      [1, hex('#3f82cc')],
    ],
    sun: { direction: sunDirection, colour: [1, 0.95, 0.85], disc: 2, glow: 0.2 },
    clouds: { cover: 0.55, scale: 0.9, seed: 17, light: [1.12, 1.1, 1.08], dark: hex('#b4c4d3') },
  }),
  ambient: { above: [0.5, 0.58, 0.7], below: [0.34, 0.31, 0.28] },
  far: 130,
  fog: { colour: hex('#c5d5e0'), density: 0.006 },
}

/** A car body drives along x; here it is turned to drive along z. */
function turned(solids: readonly Solid[], x0: number, z0: number, towardsUs = false): Solid[] {
  const facing = towardsUs ? -1 : 1
  return solids.map((solid) => ({
    distance: (x, y, z) => solid.distance((z - z0) * facing, y, x - x0),
    paint: ([x, y, z], normal) =>
      solid.paint([(z - z0) * facing, y, x - x0], [normal[2] * facing, normal[1], normal[0]]),
    bound: [x0, 0.8, z0, 2.4],
  }))
}

/** A town street on a summer day. */
export const street: Scene = {
  paint(canvas) {
    const camera = createCamera([-0.9, 1.75, -1.5], [0.1, 3.1, 20], 0.95, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 0.95, saturation: 1.05, bloom: 0.05 },
}
