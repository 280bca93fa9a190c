import { createCamera } from '../camera.ts'
import { createRandom, fractal, noise } from '../noise.ts'
import { draw, shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { clamp, hex, mix, scale, smoothstep } from '../vector.ts'

const sky = createSky({
  stops: [
    [0, hex('#d7ebf5')],
    [0.3, hex('#9ccbf0')],
    [1, hex('#2f78c8')],
  ],
  sun: { direction: [-0.5, 0.7, 0.2], colour: [1, 0.95, 0.85], disc: 2, glow: 0.15 },
  clouds: { cover: 0.6, scale: 0.85, seed: 41, light: [1.12, 1.11, 1.1], dark: hex('#b5c6d6') },
})

const HORIZON = 0.58
const GREENS = ['#4f7a25', '#6b9a34', '#86b044', '#a4c25a', '#3f6b22']

/** One row of grass and flowers: `nearness` 0 at the horizon, 1 at our feet. */
function growth(nearness: number, width: number, random: () => number): string {
  const size = 5 + 150 * nearness ** 1.7
  const ground = 1000 * (HORIZON + 0.012 + (1.12 - HORIZON) * nearness ** 1.35)
  const count = Math.round(width / (2.2 + 13 * nearness))
  const parts: string[] = []
  for (let i = 0; i < count; i++) {
    const x = random() * (width + 60) - 30
    const base = ground + (random() - 0.5) * size * 0.5
    const tall = size * (0.5 + random() * 0.6)
    const bend = (random() - 0.35) * tall * 0.6
    const green = GREENS[Math.floor(random() * GREENS.length)]!
    parts.push(
      `<path d="M${x.toFixed(1)} ${base.toFixed(1)} q${(bend * 0.1).toFixed(1)} ${(-tall * 0.6).toFixed(1)} ${bend.toFixed(1)} ${(-tall).toFixed(1)}" stroke="${green}" stroke-width="${(0.8 + size * 0.035).toFixed(1)}" fill="none" stroke-linecap="round"/>`,
    )
    if (random() < 0.17) parts.push(blossom(x + bend, base - tall, size * (0.16 + random() * 0.1), random))
  }
  return parts.join('')
}

function blossom(x: number, y: number, size: number, random: () => number): string {
  const place = `transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${size.toFixed(2)} ${(size * (0.6 + random() * 0.3)).toFixed(2)}) rotate(${Math.round(random() * 90)})"`
  const kind = random()
  if (kind < 0.5) return `<use href="#poppy" ${place}/>`
  if (kind < 0.8) return `<use href="#daisy" ${place}/>`
  return `<use href="#cornflower" ${place}/>`
}

const ring = (count: number, petal: string): string =>
  Array.from({ length: count }, (_, i) => `<g transform="rotate(${(360 / count) * i})">${petal}</g>`).join('')

const kinds = `<defs>
  <radialGradient id="red"><stop offset="0" stop-color="#8f1408"/><stop offset="0.6" stop-color="#dd2c17"/><stop offset="1" stop-color="#f2553a"/></radialGradient>
  <g id="poppy">${ring(4, '<ellipse cx="0" cy="-0.5" rx="0.62" ry="0.6" fill="url(#red)"/>')}<circle r="0.24" fill="#231511"/></g>
  <g id="daisy">${ring(11, '<ellipse cx="0" cy="-0.62" rx="0.17" ry="0.42" fill="#fbfaf4"/>')}<circle r="0.28" fill="#f0b81f"/></g>
  <g id="cornflower">${ring(8, '<path d="M0 0 L-0.3 -0.85 L0 -0.65 L0.3 -0.85Z" fill="#4f63d8"/>')}<circle r="0.24" fill="#7a3fa0"/></g>
</defs>`

/** A summer meadow full of poppies. */
export const meadow: Scene = {
  async paint(canvas) {
    const camera = createCamera([0, 1, 0], [0, 1.06, 1], 0.8, canvas.width / canvas.height)
    const picture = shade(canvas, (x, y) => {
      const hill = HORIZON - 0.055 + 0.05 * fractal(x * 0.9 + 4, 2, 3)
      const wood =
        hill -
        0.02 -
        0.01 +
        0.03 * fractal(x * 14, 5, 5) +
        0.06 * smoothstep(0.25, -0.1, fractal(x * 1.7, 8, 2))
      if (y < Math.min(hill, wood)) return sky(camera.direction(x, y))
      if (y < hill)
        return mix(
          scale(hex('#44682f'), 0.7 + 0.8 * clamp(0.5 + fractal(x * 60, y * 90, 4))),
          hex('#b7d0df'),
          0.25,
        )
      if (y < HORIZON)
        return mix(
          mix(hex('#8fae57'), hex('#b9c46f'), clamp(0.5 + fractal(x * 4, y * 50, 3))),
          hex('#c3d9e0'),
          0.2,
        )
      const depth = (y - HORIZON) / (1 - HORIZON)
      return scale(
        mix(hex('#8fae52'), hex('#2f4f18'), smoothstep(0, 0.9, depth)),
        0.85 + 0.25 * noise(x * (90 - 60 * depth), y * 120),
      )
    })
    const random = createRandom(7)
    const width = (1000 * canvas.width) / canvas.height
    for (let row = 0; row < 34; row++) {
      const nearness = row / 33
      // what is closest to the lens is out of focus
      const blur = nearness > 0.86 ? (nearness - 0.86) * 26 : 0.25
      const shadow = `<rect y="${1000 * (HORIZON + 0.012 + (1.12 - HORIZON) * nearness ** 1.35) - 6}" width="100%" height="1000" fill="#1e3a0c" opacity="${0.05 + 0.05 * nearness}"/>`
      await draw(picture, kinds + shadow + growth(nearness, width, random), { blur })
    }
    return picture
  },
  development: { exposure: 1, saturation: 1.08, bloom: 0.06, vignette: 0.2 },
}
