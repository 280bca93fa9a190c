import { createCamera } from '../camera.ts'
import { fractal, hash } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { add, gradient, hex, mix, scale, smoothstep, type Colour, type Vec } from '../vector.ts'
import { waterColour, waveNormal } from '../water.ts'

const LAMPS = [hex('#ffd28a'), hex('#ffe9c4'), hex('#ffb45e'), hex('#cfe3ff')]

/** One row of towers as seen from across the water; null between them. Units: tangent of the angle. */
function towers(
  x: number,
  y: number,
  row: { width: number; tallest: number; seed: number; dark: Colour },
): Colour | null {
  const column = Math.floor(x / row.width)
  const inside = x / row.width - column
  const tall = hash(column, row.seed)
  const centre = Math.exp(-(((x - 0.05) / 0.42) ** 2))
  const height = row.tallest * (0.22 + 0.78 * tall * tall) * (0.35 + 0.75 * centre)
  const narrowing = y > height * 0.82 && hash(column, row.seed + 1) > 0.5 ? 0.22 : 0.04
  const spire = hash(column, row.seed + 2) > 0.72 && Math.abs(inside - 0.5) < 0.018 && y < height * 1.22
  if (spire) return row.dark
  if (y > height || inside < narrowing || inside > 1 - narrowing) return null
  const windowWidth = 0.0085
  const windowHeight = 0.0105
  const i = Math.floor(x / windowWidth)
  const j = Math.floor(y / windowHeight)
  const u = x / windowWidth - i
  const v = y / windowHeight - j
  const share = 0.25 + 0.4 * hash(column, row.seed + 3)
  const lit = hash(i, j, row.seed) < share && u > 0.2 && u < 0.8 && v > 0.25 && v < 0.8
  const facade = scale(row.dark, 1 + 0.9 * smoothstep(0.1, 0, y))
  if (!lit) return facade
  const lamp = LAMPS[Math.floor(hash(column, i, j) * 4)]!
  return scale(lamp, 0.5 + 1.6 * hash(i, j, row.seed + 9))
}

/** The night sky over a city, the towers in front of it, street lamps along the quay. */
function city(direction: Vec): Colour {
  const x = direction[0] / direction[2]
  const y = Math.max(0, direction[1] / direction[2])
  if (y < 0.012) {
    const lamp = Math.abs(((x + 9) % 0.045) - 0.0225)
    return add(
      hex('#161820'),
      scale(hex('#ffbf6b'), 4 * Math.exp(-((lamp / 0.004) ** 2) - ((y - 0.008) / 0.004) ** 2)),
    )
  }
  const front = towers(x, y, { width: 0.075, tallest: 0.3, seed: 5, dark: hex('#1a1f33') })
  if (front) return front
  const back = towers(x + 0.03, y, { width: 0.052, tallest: 0.4, seed: 12, dark: hex('#242b47') })
  if (back) return mix(back, hex('#3a3f66'), 0.35)
  const haze = 0.5 + 0.5 * fractal(x * 3, y * 9, 5)
  return gradient(
    [
      [0, hex('#8a5a6b')],
      [0.18, mix(hex('#4c4474'), hex('#6a4a6e'), haze)],
      [0.45, mix(hex('#20284f'), hex('#2f3157'), haze)],
      [0.9, hex('#0d1430')],
    ],
    y,
  )
}

/** A city at night across the water. */
export const skyline: Scene = {
  paint(canvas) {
    const camera = createCamera([0, 3, 0], [0, 3.75, 10], 0.72, canvas.width / canvas.height)
    return shade({ ...canvas, samples: canvas.samples + 1 }, (x, y) => {
      const direction = camera.direction(x, y)
      if (direction[1] > 0) return city(direction)
      const distance = camera.from[1] / -direction[1]
      const normal = waveNormal(direction[0] * distance, direction[2] * distance, distance, 0.12, 2)
      return scale(waterColour(direction, normal, hex('#060914'), city), 0.92)
    })
  },
  development: { exposure: 1.2, bloom: 0.16, vignette: 0.35, grain: 0.018 },
}
