import { createRandom } from '../noise.ts'
import { snapshot } from '../paper.ts'
import type { Scene } from '../scene.ts'
import { hex } from '../vector.ts'

/** Letters as a pen draws them: paths on a grid whose base line is 0, x-height -10, and how far the pen moves on. */
const LETTERS: Record<string, readonly [path: string, advance: number]> = {
  a: ['M8 -9 C3 -11 0 -6 1 -2 C2 1 7 0 8 -8 C8 -3 8 0 11 0', 11],
  b: ['M1 -20 C1 -10 1 -4 2 -1 C7 2 10 -3 8 -8 C6 -11 2 -8 2 -4', 10],
  c: ['M8 -8 C4 -12 0 -6 1 -2 C3 2 7 0 9 -2', 9],
  d: ['M8 -8 C3 -11 0 -6 1 -2 C2 1 7 0 8 -6 L9 -20 C8 -8 8 0 11 0', 11],
  e: ['M1 -4 C6 -4 9 -8 6 -10 C2 -11 0 -5 1 -2 C3 2 7 0 9 -3', 9],
  f: ['M8 -18 C5 -22 3 -17 3 -10 L2 4 M0 -9 L7 -10', 7],
  g: ['M8 -9 C3 -11 0 -6 1 -2 C3 1 7 -1 8 -8 C9 2 8 9 3 8 C0 7 1 4 4 3', 10],
  h: ['M1 -20 L1 0 C2 -8 6 -12 7 -7 C8 -3 7 0 10 0', 10],
  i: ['M2 -9 C1 -4 1 0 4 0 M2.4 -14 L2.6 -14.4', 5],
  k: ['M1 -20 L1 0 M8 -10 C5 -7 3 -6 1 -5 C5 -5 6 -1 9 0', 9],
  l: ['M2 -20 C1 -8 1 0 5 0', 5],
  m: ['M1 -9 L1 0 C2 -8 5 -12 6 -7 L6 0 C7 -8 10 -12 11 -7 C12 -3 11 0 14 0', 14],
  n: ['M1 -9 L1 0 C2 -8 6 -12 7 -7 C8 -3 7 0 10 0', 10],
  o: ['M5 -10 C0 -11 0 1 5 0 C10 -1 9 -10 5 -10', 10],
  p: ['M1 -9 L0 9 M1 -7 C5 -13 10 -8 8 -3 C6 1 2 0 1 -3', 10],
  r: ['M1 -9 L1 0 C2 -7 4 -11 8 -9', 8],
  s: ['M7 -9 C3 -12 1 -8 4 -6 C8 -4 7 1 1 -1', 8],
  t: ['M3 -16 C2 -6 2 0 6 -1 M0 -10 L7 -11', 7],
  u: ['M1 -9 C0 -3 1 1 4 0 C7 -1 8 -6 8 -9 C8 -3 8 0 11 0', 11],
  v: ['M1 -9 L4 0 L8 -10', 8],
  w: ['M1 -9 C1 -3 2 0 4 -1 L6 -7 C6 -2 8 1 9 -1 L11 -10', 12],
  y: ['M1 -9 C1 -4 3 -1 7 -4 M9 -10 C7 -2 5 7 1 8', 10],
}

const LINES = [
  'saturday picnic',
  '',
  'bread and cheese',
  'apples   grapes',
  'lemonade   coffee',
  'salad in the blue bowl',
  'blanket   sunhats',
  'camera',
  '',
  'meet at the old mill',
  'at half past ten',
]

function handwriting(): string {
  const random = createRandom(29)
  const strokes: string[] = []
  LINES.forEach((text, row) => {
    let pen = 92 + random() * 14
    const base = 168 + row * 68
    for (const letter of text) {
      const shape = LETTERS[letter]
      if (shape) {
        const size = 2.25 + random() * 0.2
        const turn = -3 + random() * 5
        strokes.push(
          `<path transform="translate(${pen} ${base + (random() - 0.5) * 5 - row * 0.4}) scale(${size}) rotate(${turn}) skewX(-10)" d="${shape[0]}"/>`,
        )
        pen += shape[1] * size * 0.96
      } else pen += 20
    }
  })
  return `<g fill="none" stroke="#23358c" stroke-width="1.35" stroke-linecap="round" stroke-linejoin="round">${strokes.join('')}</g>
    <path d="M90 186 C200 178 330 194 450 180" stroke="#23358c" stroke-width="4" fill="none" stroke-linecap="round"/>`
}

const ruled =
  Array.from(
    { length: 13 },
    (_, i) => `<path d="M0 ${112 + i * 68} H720" stroke="#a9c3de" stroke-width="2"/>`,
  ).join('') +
  '<path d="M66 0 V1000" stroke="#dd8f8f" stroke-width="2"/>' +
  Array.from({ length: 12 }, (_, i) => `<circle cx="28" cy="${60 + i * 80}" r="10" fill="#7d5a3c"/>`).join('')

/** A handwritten list on ruled paper. */
export const note: Scene = {
  paint: (canvas) =>
    snapshot(
      canvas,
      { elements: ruled + handwriting(), shape: 0.72, paper: hex('#f7f3e6') },
      { turn: -0.045, from: [0, 1.3, -0.12], view: 0.7, creases: 0.25 },
    ),
  development: { film: false, exposure: 1.12, bloom: 0, vignette: 0.22, grain: 0.015 },
}
