import type { Paint, Solid } from '../march.ts'
import { fractal, noise } from '../noise.ts'
import { clamp, hex, mix, scale } from '../vector.ts'

/** The look of oiled oak boards running along z. */
export function wood(x: number, z: number, width: number): Paint {
  const board = Math.floor(x / width)
  const inside = x / width - board
  const rings = Math.sin((fractal(x * 5, z * 0.35 + board * 13, 3) * 2 + x * 6) * 9) * 0.25
  const fibre = fractal(x * 60, z * 2.2 + board * 7, 3) * 0.6
  const gap = Math.abs(inside - 0.5) > 0.492 ? 0.4 : 1
  const tone = mix(hex('#b07f4e'), hex('#7a4f2b'), clamp(0.45 + rings + fibre))
  return { colour: scale(tone, gap * (0.92 + 0.16 * noise(board * 3.7, 1))), gloss: 0.025, shine: 0.12 }
}

/** A table top at y = 0. */
export const tableTop = (boardWidth: number): Solid => ({
  distance: (_x, y) => y,
  paint: ([x, , z]) => wood(x, z, boardWidth),
})
