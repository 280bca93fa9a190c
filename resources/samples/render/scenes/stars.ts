import { createCamera } from '../camera.ts'
import { fractal, ridged } from '../noise.ts'
import { draw, shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { starlight } from '../sky.ts'
import { add, dot, gradient, hex, normalise, scale, smoothstep, type Colour, type Vec } from '../vector.ts'

const galaxyPole = normalise([0.84, -0.3, 0.36])

function night(direction: Vec): Colour {
  const base = gradient(
    [
      [0, hex('#a08878')],
      [0.14, hex('#4a5580')],
      [0.45, hex('#131f40')],
      [1, hex('#090f24')],
    ],
    Math.max(0, direction[1]),
  )
  const [x, y, z] = direction
  const band = Math.exp(-((dot(direction, galaxyPole) / 0.2) ** 2))
  const cloud = fractal(x * 5 + y * 2, z * 5 + y * 6, 6, 4) * 0.5 + 0.5
  const dust =
    smoothstep(0.5, 0.85, ridged(x * 4 + y * 3, z * 3 + y * 5, 5, 8)) *
    Math.exp(-((dot(direction, galaxyPole) / 0.1) ** 2))
  const milk = band * (0.2 + cloud) * (1 - 0.8 * dust)
  const stars = starlight(direction, 0.035 + 0.1 * milk)
  return add(add(base, scale([0.2, 0.19, 0.27], milk * milk * 1.1)), scale(stars, 0.9))
}

const tent = `
  <defs><radialGradient id="lamp" cx="0.5" cy="0.8" r="0.8">
    <stop offset="0" stop-color="#ffe9a8"/><stop offset="0.5" stop-color="#f29b3a"/><stop offset="1" stop-color="#7d3410"/>
  </radialGradient></defs>
  <path d="M352 930 Q395 872 425 852 Q462 872 512 930 Q430 942 352 930Z" fill="url(#lamp)"/>
  <path d="M425 852 Q410 890 404 935 L448 937 Q444 890 425 852Z" fill="#ffd98a" opacity="0.7"/>
  <path d="M425 852 Q462 872 512 930" fill="none" stroke="#3b1b0c" stroke-width="2"/>`

/** The Milky Way over a ridge and a tent with a light in it. */
export const stars: Scene = {
  async paint(canvas) {
    const aspect = canvas.width / canvas.height
    const camera = createCamera([0, 0, 0], [0, 0.52, 1], 1.15, aspect)
    const picture = shade({ ...canvas, samples: 2 }, (x, y) => {
      const far = 0.84 + fractal(x * 2.2, 7, 7) * 0.09
      const near = 0.91 + fractal(x * 1.6, 3, 4) * 0.03 + fractal(x * 60, y * 12, 2) * 0.008
      if (y > near) return scale(hex('#10130f'), 0.5 + 0.4 * fractal(x * 70, y * 120, 3))
      if (y > far) return hex('#101827')
      return night(camera.direction(x, y))
    })
    await draw(picture, '<ellipse cx="430" cy="925" rx="190" ry="40" fill="#ff9c40"/>', {
      blur: 28,
      glow: 0.16,
    })
    await draw(picture, tent)
    return picture
  },
  development: { exposure: 1.25, film: false, bloom: 0.1, vignette: 0.35, grain: 0.02 },
}
