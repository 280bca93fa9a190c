import { carBody } from '../bodies/car.ts'
import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, scale, smoothstep, type Vec } from '../vector.ts'

const sunDirection: Vec = [0.45, 0.62, -0.6]
const air = createSky({
  stops: [
    [0, hex('#e3edf2')],
    [0.35, hex('#a9cdec')],
    [1, hex('#3f82cc')],
  ],
  sun: { direction: sunDirection, colour: [1, 0.95, 0.85], disc: 2, glow: 0.2 },
  clouds: { cover: 0.55, scale: 0.9, seed: 14, light: [1.12, 1.1, 1.08], dark: hex('#a9bccf') },
})

/** Behind the road: out-of-focus trees under the sky. */
function surroundings(direction: Vec): Vec {
  const turn = Math.atan2(direction[0], Math.abs(direction[2]))
  const crowns = 0.13 + 0.07 * fractal(turn * 5, 2, 4)
  const leaves = mix(
    hex('#2f4a22'),
    hex('#7f9a4a'),
    clamp(0.5 + 0.7 * fractal(turn * 16, direction[1] * 18, 4)),
  )
  return mix(
    leaves,
    air([direction[0], Math.abs(direction[1]), direction[2]]),
    smoothstep(-0.015, 0.015, direction[1] - crowns),
  )
}

const road: Solid = {
  distance: (_x, y) => y,
  paint: ([x, , z]) => {
    const wobble = 0.06 * noise(x * 1.3, z * 1.3)
    if (z > 2.6 + wobble)
      return {
        colour: scale(mix(hex('#6f8f3c'), hex('#46692a'), clamp(0.5 + fractal(x * 3, z * 3, 4))), 0.9),
      }
    if (z > 2.05) return { colour: scale(hex('#b3ada2'), 0.92 + 0.1 * noise(x * 30, z * 30)), shine: 0.02 }
    const line = Math.abs(z + 3.1) < 0.09 && (x + 60) % 5 < 3
    const grit = 1 + 0.28 * noise(x * 38, z * 38) + 0.18 * fractal(x * 0.8, z * 0.8, 3)
    return { colour: line ? scale([0.75, 0.74, 0.7], grit) : scale(hex('#6a6b6d'), grit) }
  },
}

const stage: Stage = {
  solids: [road, ...carBody([0, 0, 0.6], hex('#c3202a'))],
  lights: [{ direction: sunDirection, colour: [1.7, 1.55, 1.3], hardness: 12 }],
  sky: surroundings,
  ambient: { above: [0.5, 0.6, 0.75], below: [0.3, 0.28, 0.26] },
  far: 60,
}

/** A red hatchback at the kerb. */
export const car: Scene = {
  paint(canvas) {
    const camera = createCamera([0.8, 1.15, -6.1], [0.03, 0.72, 0.6], 0.5, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1.15, saturation: 1.08, bloom: 0.05 },
}
