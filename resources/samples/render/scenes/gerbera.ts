import { createRandom, fractal, noise } from '../noise.ts'
import { blurred, draw, layOver, shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { clamp, hex, mix, scale, smoothstep, type Colour } from '../vector.ts'

interface Petal {
  turn: number
  length: number
  width: number
  tone: number
}

const HEART = 0.115

/** Petals from the topmost down: two rings, shorter ones above. */
function grow(): Petal[] {
  const random = createRandom(3)
  return [0.33, 0.4, 0.44].flatMap((reach, ring) =>
    Array.from({ length: 21 }, (_, i) => ({
      turn: ((i + ring * 0.37 + (random() - 0.5) * 0.35) / 21) * 2 * Math.PI,
      length: reach * (0.93 + random() * 0.12),
      width: 0.058 + random() * 0.012 + ring * 0.004,
      tone: 0.88 + random() * 0.22 - ring * 0.13,
    })),
  )
}

/** The flower's colour at a place around its middle, and how much of the background it covers. */
function bloom(petals: readonly Petal[], x: number, y: number): { colour: Colour; cover: number } {
  const radius = Math.hypot(x, y)
  if (radius < HEART) return { colour: heart(x, y, radius), cover: 1 }
  let shadow = 1 - 0.55 * smoothstep(HEART + 0.05, HEART, radius)
  for (const petal of petals) {
    const along = x * Math.cos(petal.turn) + y * Math.sin(petal.turn)
    if (along < 0.05) continue
    const across = y * Math.cos(petal.turn) - x * Math.sin(petal.turn)
    const share = along / petal.length
    const profile = petal.width * Math.sqrt(Math.max(0, Math.min(1, share * 1.7) * (1 - share ** 5)))
    const inside = profile - Math.abs(across)
    if (inside > 0) {
      const edge = across / (profile + 1e-6)
      const vein = 0.07 * noise(across * 260, along * 9, petal.turn * 9)
      const groove = 0.12 * Math.cos(edge * 6.3)
      const tone = mix(hex('#c2185b'), hex('#ff7fa8'), clamp(share * 0.95 + 0.12 + groove * 0.5 + vein))
      const light =
        petal.tone * shadow * (0.92 + 0.16 * edge * Math.sin(petal.turn + 0.8) + vein + 0.1 * share)
      return { colour: scale(tone, light), cover: smoothstep(0, 0.0035, inside) }
    }
    if (share < 1.1) shadow = Math.min(shadow, 1 - 0.5 * smoothstep(0.016, 0, -inside))
  }
  return { colour: [0, 0, 0], cover: 0 }
}

/** Florets along the golden angle. */
function heart(x: number, y: number, radius: number): Colour {
  let nearest = 9
  for (
    let i = Math.max(0, Math.floor(((radius - 0.02) / HEART) ** 2 * 420));
    i < Math.min(430, ((radius + 0.02) / HEART) ** 2 * 420);
    i++
  ) {
    const reach = HEART * Math.sqrt((i + 0.5) / 420)
    nearest = Math.min(
      nearest,
      Math.hypot(x - reach * Math.cos(i * 2.399963), y - reach * Math.sin(i * 2.399963)),
    )
  }
  const dome = 1.05 - 0.5 * (radius / HEART) ** 3 - 0.25 * smoothstep(0.05, 0, radius) - (x + y) * 1.6
  const floret = mix(hex('#f2c14a'), hex('#5c2a14'), smoothstep(0.001, 0.0062, nearest))
  return scale(mix(floret, hex('#7a2f3a'), smoothstep(0.06, 0.02, radius) * 0.5), dome)
}

const bokeh = (width: number): string => {
  const random = createRandom(19)
  const tints = ['#c9e08a', '#f2f0b0', '#8fc26a', '#ffd9e2', '#e6f5c0']
  return Array.from({ length: 26 }, () => {
    const size = 18 + random() * 42
    return `<circle cx="${random() * width}" cy="${random() * 760}" r="${size}" fill="${tints[Math.floor(random() * 5)]}" opacity="${0.12 + random() * 0.3}"/>`
  }).join('')
}

/** A pink gerbera close up. */
export const gerbera: Scene = {
  async paint(canvas) {
    const aspect = canvas.width / canvas.height
    const petals = grow()
    const garden = shade({ ...canvas, samples: 1 }, (x, y) =>
      scale(
        mix(hex('#2f5a24'), hex('#8fb552'), clamp(0.45 + fractal(x * 2.2, y * 2.2, 3) * 0.9 - y * 0.3)),
        0.8,
      ),
    )
    await draw(garden, bokeh(1000 * aspect), { blur: 5 })
    await draw(
      garden,
      `<path d="M${480 * aspect} 500 Q${500 * aspect} 800 ${430 * aspect} 1050" stroke="#4d7a2c" stroke-width="26" fill="none"/>`,
      { blur: 5 },
    )
    const picture = await blurred(garden, 6)
    const place = (x: number, y: number) => bloom(petals, (x - aspect * 0.5) * 0.98 - 0.01, (y - 0.49) * 1.06)
    const flower = shade(canvas, (x, y) => place(x, y).colour)
    layOver(picture, flower, (x, y) => place(x, y).cover)
    return picture
  },
  development: { exposure: 1.05, bloom: 0.06, vignette: 0.25 },
}
