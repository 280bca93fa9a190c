import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, hash, noise } from '../noise.ts'
import { draw, shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Vec } from '../vector.ts'

const CELL = 2.7
const pathAt = (z: number): number => Math.sin(z * 0.16) * 0.9

/** Trunks, one per cell of a grid, each off its centre; none on the path. */
const trunks: Solid = {
  distance: (x, y, z) => {
    const i = Math.floor(x / CELL)
    const j = Math.floor(z / CELL)
    const centreX = (i + 0.5) * CELL + (hash(i, j, 1) - 0.5) * 0.9
    const centreZ = (j + 0.5) * CELL + (hash(i, j, 2) - 0.5) * 0.9
    const toNextCell = 0.62 + 0.35 * Math.max(Math.abs(x / CELL - i - 0.5), Math.abs(z / CELL - j - 0.5))
    if (Math.abs(centreX - pathAt(centreZ)) < 1.1) return toNextCell
    const thick = 0.1 + 0.16 * hash(i, j, 3)
    const lean = (hash(i, j, 4) - 0.5) * 0.1
    const root = 0.2 * Math.exp(-y * 3.2)
    const body = Math.hypot(x - centreX - lean * y, z - centreZ) - thick * (1 - y * 0.035) - root
    return Math.min(body * 0.8, toNextCell)
  },
  bump: (x, y, z) => noise(x * 26, y * 4, z * 26) * 0.022 + noise(x * 60, y * 14, z * 60) * 0.007,
  paint: ([x, y, z], normal) => {
    const moss =
      smoothstep(1.5, 0.1, y + fractal(x * 4, y * 4, 3, z * 4) * 0.9) * smoothstep(-0.7, 0.4, -normal[0])
    const bark = mix(hex('#3d2f24'), hex('#6f5a48'), clamp(0.5 + 0.7 * noise(x * 30, y * 5, z * 30)))
    return { colour: mix(bark, hex('#56702c'), moss * 0.85), soft: 0.1 }
  },
}

const floor: Solid = {
  distance: (x, y, z) => (y - fractal(x * 0.8, z * 0.8, 3) * 0.16 - 0.05 * noise(x * 9, z * 9)) * 0.75,
  bump: (x, _y, z) => noise(x * 28, z * 28) * -0.012,
  paint: ([x, , z]) => {
    const trodden = smoothstep(0.95, 0.35, Math.abs(x - pathAt(z)) + fractal(x * 2, z * 2, 3) * 0.35)
    const litter = mix(hex('#7a5229'), hex('#a8783f'), clamp(0.5 + noise(x * 24, z * 24)))
    const fern = mix(hex('#35591f'), hex('#7f9f3f'), clamp(0.5 + noise(x * 19, z * 19) * 0.8))
    const green = mix(litter, fern, smoothstep(-0.25, 0.2, fractal(x * 1.3 + 7, z * 1.3, 4)))
    return {
      colour: mix(green, scale(hex('#8c6c47'), 0.85 + 0.2 * noise(x * 33, z * 33)), trodden),
      soft: 0.2,
    }
  },
}

/** The leaves overhead: a ragged green ceiling through which the sky sparkles. */
function leaves(direction: Vec): Vec {
  const depth = 1 / (0.12 + Math.abs(direction[1]))
  const [u, v] = [direction[0] * depth * 3, direction[2] * depth * 3]
  const clumps = fractal(u * 0.9 + direction[1] * 9, v + direction[1] * 14, 6, 2)
  const green = mix(hex('#2c4a17'), hex('#9dbf45'), clamp(0.5 + clumps))
  const gaps = smoothstep(0.18, 0.36, fractal(u * 1.8, v * 1.8 + direction[1] * 22, 5, 9))
  return mix(scale(green, 0.9), [1.7, 1.75, 1.4], gaps * smoothstep(-0.05, 0.35, direction[1] + 0.1))
}

/** Boughs between the trunks' tops, thick with leaves. */
const boughs: Solid = {
  distance: (x, y, z) => {
    const above = 3.5 - y + Math.min(1, z * 0.06)
    if (above > 1.6) return above - 1.2
    const clumps = fractal(x * 0.7, z * 0.7, 2, 5) * 1.1 + fractal(x * 2.6, z * 2.6, 3, y * 2.6) * 0.5
    return (above + clumps) * 0.5
  },
  paint: ([x, y, z]) => {
    const leaf = fractal(x * 13, z * 13, 3, y * 13)
    const gap = smoothstep(0.3, 0.5, fractal(x * 5, z * 5, 3, y * 5 + 3))
    return {
      colour: mix(hex('#3a5f1c'), hex('#a8c84e'), clamp(0.5 + leaf)),
      soft: 0.9,
      light: scale([0.75, 0.95, 0.4], 0.12 + gap * 0.7),
    }
  },
  noShadow: true,
}

const stage: Stage = {
  solids: [floor, trunks, boughs],
  lights: [{ direction: [0.62, 0.62, 0.5], colour: [2.1, 1.8, 1.15], hardness: 14 }],
  sky: leaves,
  ambient: { above: [0.34, 0.42, 0.22], below: [0.16, 0.15, 0.08] },
  far: 46,
  fog: { colour: [0.5, 0.64, 0.3], density: 0.016 },
}

const shafts = [
  [760, 905, 330, 500],
  [900, 960, 560, 640],
  [1010, 1120, 700, 860],
  [640, 690, 170, 230],
]
  .map(([a, b, c, d]) => `<path d="M${a} -20 L${b} -20 L${d} 800 L${c} 800Z" fill="url(#shaft)"/>`)
  .join('')

/** Sun rays in a wood with a path. */
export const forest: Scene = {
  async paint(canvas) {
    const camera = createCamera([0.1, 1.5, -0.4], [0.5, 2.15, 9], 0.95, canvas.width / canvas.height)
    const picture = shade(canvas, look(stage, camera))
    const fade = `<defs><linearGradient id="shaft" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fff3bf"/><stop offset="1" stop-color="#fff3bf" stop-opacity="0"/></linearGradient></defs>`
    await draw(picture, fade + shafts, { blur: 22, glow: 0.3 })
    return picture
  },
  development: { exposure: 1.05, saturation: 1.05, bloom: 0.1 },
}
