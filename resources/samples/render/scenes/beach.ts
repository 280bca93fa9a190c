import { createCamera } from '../camera.ts'
import { fractal, noise, ridged } from '../noise.ts'
import { draw, shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { add, clamp, gradient, hex, mix, scale, smoothstep, type Colour } from '../vector.ts'
import { waterColour, waveNormal } from '../water.ts'

const sky = createSky({
  stops: [
    [0, hex('#d8ecf7')],
    [0.25, hex('#9fcdf0')],
    [1, hex('#2f7fd0')],
  ],
  sun: { direction: [-0.6, 0.8, 0.3], colour: [1, 0.97, 0.9], disc: 2, glow: 0.15 },
  clouds: { cover: 0.5, scale: 0.75, seed: 21, light: [1.1, 1.1, 1.1], dark: hex('#b9c9d8') },
})

function sand(x: number, z: number, distance: number): Colour {
  const prints = ridged(x * 1.7, z * 1.7, 3, 4)
  const grain = noise(x * 45, z * 45) * (0.09 / (1 + distance * 0.15))
  const relief = fractal(x * 1.1, z * 1.1, 5) * 0.14 - prints * 0.13
  return scale(hex('#eccf9c'), 1.08 + relief + grain)
}

const parasol = `
  <ellipse cx="232" cy="792" rx="120" ry="17" fill="#5a3c1d" opacity="0.55"/>
  <path d="M306 782 L403 770 L440 800 L336 815Z" fill="#2b86a8"/>
  <path d="M314 789 L411 776 M325 801 L425 787" stroke="#eaf6fa" stroke-width="5"/>
  <path d="M262 545 L236 795" stroke="#efe9dc" stroke-width="6"/>
  <g stroke="#00000022" stroke-width="1.5">
    <path d="M263 540 Q170 548 128 640 Q150 622 180 640 Z" fill="#d8452f"/>
    <path d="M263 540 Q200 560 180 640 Q210 628 236 650 Z" fill="#f6efe2"/>
    <path d="M263 540 Q243 570 236 650 Q270 634 300 657 Z" fill="#d8452f"/>
    <path d="M263 540 Q297 570 300 657 Q330 645 356 664 Z" fill="#f0e6d6"/>
    <path d="M263 540 Q350 560 356 664 Q380 648 404 662 Q372 560 263 540Z" fill="#b93622"/>
  </g>`

/** A sandy bay at noon with a parasol. */
export const beach: Scene = {
  async paint(canvas) {
    const camera = createCamera([0, 2.6, 0], [0.6, 1.75, 10], 0.78, canvas.width / canvas.height)
    const picture = shade(canvas, (x, y) => {
      const direction = camera.direction(x, y)
      const headland =
        0.1 * smoothstep(0.25, -0.85, direction[0]) * (0.65 + 0.5 * fractal(direction[0] * 9, 1, 6))
      if (direction[1] > 0.004 && direction[1] < headland) {
        const leaves = fractal(direction[0] * 60, direction[1] * 90, 5)
        return mix(scale(hex('#5c7350'), 0.8 + 0.7 * leaves), hex('#b5cfdf'), 0.42)
      }
      if (direction[1] > -0.002) return sky([direction[0], Math.abs(direction[1]), direction[2]])
      const distance = camera.from[1] / -direction[1]
      const px = direction[0] * distance
      const pz = direction[2] * distance
      const shore = px + 2.3 - pz * 0.2 + fractal(pz * 0.22, px * 0.05, 3) * 1.3 + 0.0016 * pz * pz
      const dry = mix(sand(px, pz, distance), scale(hex('#b98d5d'), 0.82), smoothstep(-1.1, -0.35, shore))
      if (shore < -0.25) return dry
      const deep = gradient(
        [
          [0, hex('#b9d9b6')],
          [2, hex('#5fcfc4')],
          [7, hex('#1d9fb8')],
          [22, hex('#0f5f98')],
        ],
        shore + fractal(px * 0.3, pz * 0.3, 3),
      )
      const net = ridged(px * 1.1, pz * 1.1, 3) ** 3 * 0.18 * smoothstep(6, 0.5, shore)
      const normal = waveNormal(px, pz, distance, 0.14, 9)
      const water = waterColour(direction, normal, add(deep, [net, net, net]), sky)
      const surf = [0.05, 1.7, 4.4].map((line, index) => {
        const front = shore - line - fractal(pz * 0.5, px * 0.2 + index * 9, 3) * 0.7
        return smoothstep(-0.12, 0.05, front) * smoothstep(0.85 - index * 0.12, 0.05, front)
      })
      const lace = smoothstep(0.25, 0.7, ridged(px * 2.4, pz * 1.5, 4, 6) + 0.12)
      const foam = clamp(Math.max(...surf) * (0.35 + lace))
      const wet = mix(dry, water, smoothstep(-0.25, 0.5, shore))
      return mix(wet, [1, 1, 1], foam * 0.92)
    })
    await draw(picture, `<g transform="translate(-70 -40)">${parasol}</g>`)
    return picture
  },
  development: { exposure: 0.92, saturation: 1.08, bloom: 0.05, vignette: 0.18 },
}
