import { createCamera } from '../camera.ts'
import { fractal, noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { createTerrain } from '../terrain.ts'
import { add, clamp, dot, hex, mix, multiply, normalise, scale, type Vec } from '../vector.ts'

const sunDirection = normalise([-0.86, 0.34, 0.28])
const sky = createSky({
  stops: [
    [0, hex('#f3dcb8')],
    [0.35, hex('#a8c6e0')],
    [1, hex('#3f78bd')],
  ],
  sun: { direction: sunDirection, colour: [1, 0.9, 0.7], disc: 2, glow: 0.35 },
})

/** A dune's profile: a long slope in the wind, a sharp crest, a steep slip face. */
function crest(position: number): number {
  const share = position - Math.floor(position)
  return share < 0.72 ? (share / 0.72) ** 1.7 : ((1 - share) / 0.28) ** 1.25
}

/** Sand dunes in low light, with wind ripples. */
export const dunes: Scene = {
  paint(canvas) {
    const terrain = createTerrain(
      (x, z) => {
        const bend = fractal(x * 0.09, z * 0.09, 2, 2) * 2.1
        const size = 0.55 + 0.45 * noise(x * 0.12, z * 0.1, 6)
        const large = crest(x * 0.1 + z * 0.055 + bend * 0.45 + 0.2) * 2.1 * size
        const small = crest(x * 0.31 - z * 0.12 + bend) * 0.3
        return large + small + fractal(x * 0.15, z * 0.15, 2) * 0.5
      },
      { x: -30, z: 0, side: 60, points: 1500, top: 4 },
    )
    const camera = createCamera([0, 3.1, 1], [-0.5, 1.5, 11], 0.75, canvas.width / canvas.height)
    return shade(canvas, (x, y) => {
      const direction = camera.direction(x, y)
      const distance = terrain.hit(camera.from, direction, 80)
      if (distance === null) return sky(direction)
      const point = add(camera.from, scale(direction, distance))
      const smooth = terrain.normal(point[0], point[2], 0.09)
      const wave = (point[0] * 0.9 + point[2] * 0.35 + fractal(point[0] * 0.6, point[2] * 0.6, 2) * 0.5) * 26
      const ripple = (Math.cos(wave) * 0.16 * clamp(smooth[1] * 3 - 1.9)) / (1 + distance * 0.13)
      const grain = noise(point[0] * 60, point[2] * 60) * (0.12 / (1 + distance * 0.2))
      const normal: Vec = normalise(add(smooth, [ripple + grain, 0, ripple * 0.4]))
      const open = terrain.hit(add(point, [0, 0.03, 0]), sunDirection, 14) === null ? 1 : 0
      const lit = open * clamp(dot(normal, sunDirection))
      const sand = mix(hex('#d8924f'), hex('#e8b373'), clamp(0.5 + fractal(point[0], point[2], 3)))
      const light = add(scale([2.05, 1.6, 1.1], lit), scale([0.26, 0.27, 0.36], 0.4 + 0.6 * normal[1]))
      return mix(multiply(sand, light), hex('#ecd3ae'), 1 - Math.exp(-distance * 0.014))
    })
  },
  development: { exposure: 0.95, saturation: 1.08, bloom: 0.05 },
}
