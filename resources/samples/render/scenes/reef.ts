import { angel, clown, fish, tang } from '../bodies/fish.ts'
import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, noise, ridged } from '../noise.ts'
import { draw, shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { blend, limb, sphere } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { add, clamp, hex, mix, scale, smoothstep, type Colour, type Vec } from '../vector.ts'

const seabed: Solid = {
  distance: (x, y, z) =>
    (y + 1.25 - fractal(x * 0.6, z * 0.6, 3) * 0.28 - smoothstep(2.5, 6.5, z) * 0.35) * 0.8,
  bump: (x, _y, z) => Math.sin((x + fractal(x, z, 2)) * 22) * 0.006,
  paint: ([x, , z]) => ({
    colour: add(scale(hex('#b3a684'), 0.6), scale([1, 1, 0.9], 0.75 * ridged(x * 1.6, z * 1.6, 3) ** 4)),
  }),
}

/** Round corals grown over rock; the colour follows the clump. */
const corals: Solid = {
  distance: (x, y, z) => {
    const clumps: readonly (readonly [number, number, number, number])[] = [
      [-2.3, -1, 1.2, 0.85],
      [-1.5, -1.1, 0.5, 0.42],
      [2.2, -1, 1.6, 0.95],
      [1.45, -1.15, 0.6, 0.4],
      [0.4, -1.15, 2.9, 0.6],
      [-0.5, -1.2, 1.7, 0.34],
      [3.2, -0.6, 2.8, 1.1],
      [-3.5, -0.5, 2.8, 1.1],
    ]
    const body = clumps.reduce(
      (best, [a, b, c, r]) => blend(best, sphere(x - a, (y - b) * 0.9, z - c, r), 0.25),
      9,
    )
    if (body > 0.5) return body - 0.3
    return (
      (body + fractal(x * 5, z * 5, 3, y * 5) * 0.13 + 0.05 * Math.abs(noise(x * 15, y * 15, z * 15))) * 0.55
    )
  },
  paint: ([x, y, z]) => {
    const tints = [hex('#c94f7c'), hex('#e0903f'), hex('#8a5fb5'), hex('#d8b84a'), hex('#b5483f')]
    const pick = tints[Math.floor(clamp(0.5 + 0.75 * noise(x * 0.9 + 3, z * 0.9), 0, 0.999) * 5)]!
    return { colour: scale(pick, 0.65 + 0.6 * clamp(0.5 + noise(x * 15, y * 15, z * 15))), soft: 0.3 }
  },
}

/** Tubes and fans that stand up from the bottom. */
const tubes: Solid = {
  distance: (x, y, z) => {
    let best = 9
    for (let i = 0; i < 9; i++) {
      const turn = i * 2.4
      const foot: Vec = [-1.05 + 0.1 * Math.cos(turn), -1.2, 1.05 + 0.1 * Math.sin(turn)]
      const tip: Vec = [
        -1.05 + 0.42 * Math.cos(turn),
        -0.62 + 0.3 * ((i * 0.61) % 1),
        1.05 + 0.3 * Math.sin(turn),
      ]
      best = blend(best, limb(x, y, z, foot, tip, 0.05, 0.032), 0.05)
    }
    return best
  },
  paint: ([, y]) => ({ colour: mix(hex('#7a3fa0'), hex('#f0a8d0'), smoothstep(-1, -0.4, y)), soft: 0.4 }),
  bound: [-1.05, -0.8, 1.05, 0.75],
}

/** Open water: bright towards the surface. */
const water = (direction: Vec): Colour => {
  const up = direction[1]
  const ripple = ridged(direction[0] * 7, up * 16, 3) ** 3 * smoothstep(0.12, 0.4, up)
  return add(
    mix(hex('#0a4f8a'), hex('#3fb5d8'), smoothstep(-0.25, 0.42, up)),
    scale([0.7, 0.9, 0.9], ripple * 0.6),
  )
}

const stage: Stage = {
  solids: [
    seabed,
    corals,
    tubes,
    fish([0.1, 0.05, 0.2], 0.62, clown, 1, true),
    fish([-1.35, 0.42, 1.3], 0.5, tang, 1.15),
    fish([1.5, 0.62, 1.5], 0.48, angel, 1.5, true),
    fish([0.75, -0.55, 0.7], 0.34, clown, 1),
    fish([-0.35, 0.85, 3], 0.42, tang, 1.15),
    fish([2.6, 0.25, 3.4], 0.5, angel, 1.5, true),
  ],
  lights: [{ direction: [-0.2, 1, -0.35], colour: [1.25, 1.4, 1.35], hardness: 4 }],
  sky: water,
  ambient: { above: [0.16, 0.42, 0.62], below: [0.07, 0.16, 0.28] },
  far: 16,
  fog: { colour: hex('#0f66b0'), density: 0.11 },
}

const rays = Array.from({ length: 9 }, (_, i) => {
  const x = 60 + i * 185 + ((i * 97) % 60)
  return `<path d="M${x} -30 L${x + 40 + ((i * 53) % 50)} -30 L${x - 150 + i * 14} 820 L${x - 240 + i * 14} 820Z" fill="url(#ray)"/>`
}).join('')

/** Fish over a coral reef. */
export const reef: Scene = {
  async paint(canvas) {
    const camera = createCamera([-0.15, -0.05, -2.2], [-0.1, -0.08, 1], 0.74, canvas.width / canvas.height)
    const picture = shade(canvas, look(stage, camera))
    const fade = `<defs><linearGradient id="ray" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#d8fbff"/><stop offset="1" stop-color="#d8fbff" stop-opacity="0"/></linearGradient></defs>`
    await draw(picture, fade + rays, { blur: 16, glow: 0.16 })
    return picture
  },
  development: { exposure: 1.1, saturation: 1.05, bloom: 0.08 },
}
