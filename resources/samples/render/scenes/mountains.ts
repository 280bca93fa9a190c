import { createCamera } from '../camera.ts'
import { fractal, ridged } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { createTerrain } from '../terrain.ts'
import { add, clamp, dot, hex, mix, multiply, normalise, scale, smoothstep, type Vec } from '../vector.ts'

const sunDirection = normalise([-0.75, 0.42, -0.25])
const sky = createSky({
  stops: [
    [0, hex('#cfe2f2')],
    [0.3, hex('#8fb8e2')],
    [1, hex('#2c66b4')],
  ],
  sun: { direction: sunDirection, colour: [1, 0.95, 0.85], disc: 2, glow: 0.3 },
  clouds: { cover: 0.42, scale: 1.1, seed: 3, light: [1.05, 1.05, 1.08], dark: hex('#9fb2c8') },
})

/** Snow-covered peaks over a valley with dark firs. */
export const mountains: Scene = {
  paint(canvas) {
    const terrain = createTerrain(
      (x, z) => {
        const rise = smoothstep(1.5, 9, z) * 2.9 + 0.25
        const crest = ridged(x * 0.24 + 8.7, z * 0.24 + 2.2, 8)
        return crest * rise * 1.15 + fractal(x * 0.5, z * 0.5, 4) * 0.25 - 0.5
      },
      { x: -14, z: 0, side: 28, points: 1400, top: 4.5 },
    )
    const camera = createCamera([0, 1.6, -3], [0.4, 1.75, 10], 0.6, canvas.width / canvas.height)
    const shadowed = (point: Vec): number =>
      terrain.hit(add(point, [0, 0.02, 0]), sunDirection, 6) === null ? 1 : 0
    return shade(canvas, (x, y) => {
      const direction = camera.direction(x, y)
      const distance = terrain.hit(camera.from, direction, 40)
      if (distance === null) return sky(direction)
      const point = add(camera.from, scale(direction, distance))
      const normal = terrain.normal(point[0], point[2])
      const rough = fractal(point[0] * 9, point[2] * 9, 4)
      const lies = smoothstep(0.32, 0.54, normal[1] + rough * 0.1 + point[1] * 0.11 - 0.12)
      const wooded = smoothstep(0.62, 0.3, point[1] + rough * 0.22) * smoothstep(-0.45, 0.15, rough + 0.25)
      const rock = mix(hex('#4a4642'), hex('#7d7468'), clamp(rough * 0.8 + 0.5))
      const ground = mix(mix(rock, [0.93, 0.95, 0.98], lies), hex('#22332a'), wooded * 0.9)
      const lit = shadowed(point) * clamp(dot(normal, sunDirection) + 0.05)
      const light = add(scale([1.35, 1.22, 1.02], lit), scale([0.24, 0.34, 0.52], 0.55 + 0.45 * normal[1]))
      return mix(multiply(ground, light), hex('#b4cde8'), 1 - Math.exp(-distance * 0.028))
    })
  },
  development: { exposure: 0.98, saturation: 1.1, bloom: 0.03 },
}
