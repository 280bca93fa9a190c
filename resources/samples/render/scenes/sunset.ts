import { createCamera } from '../camera.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { hex, mix, scale, smoothstep } from '../vector.ts'
import { waterColour, waveNormal } from '../water.ts'

const sky = createSky({
  stops: [
    [0, scale(hex('#ffb066'), 1.15)],
    [0.16, hex('#f59a6a')],
    [0.36, hex('#b97a8a')],
    [0.62, hex('#6d6a98')],
    [1, hex('#3a4a7c')],
  ],
  sun: { direction: [0.12, 0.062, 1], colour: [1.5, 0.92, 0.42], disc: 0.99965, glow: 0.9 },
  clouds: { cover: 0.66, scale: 0.8, seed: 11, light: hex('#ffab7a'), dark: hex('#6a5470'), stretch: 1.9 },
})

/** The sun going down over an open sea. */
export const sunset: Scene = {
  paint(canvas) {
    const camera = createCamera([0, 2.2, 0], [0, 2.5, 10], 0.72, canvas.width / canvas.height)
    return shade(canvas, (x, y) => {
      const direction = camera.direction(x, y)
      if (direction[1] > -0.0015) return sky([direction[0], Math.max(0, direction[1]), direction[2]])
      const distance = camera.from[1] / -direction[1]
      const normal = waveNormal(direction[0] * distance, direction[2] * distance, distance, 0.12, 4)
      const water = waterColour(direction, normal, hex('#0c1a33'), sky)
      return mix(water, sky([direction[0], 0.01, direction[2]]), 0.75 * smoothstep(150, 900, distance))
    })
  },
  development: { exposure: 1, bloom: 0.16, vignette: 0.3 },
}
