import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { noise } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { blend, ellipsoid, limb } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { hex, mix, smoothstep } from '../vector.ts'

const sunDirection = [-0.4, 0.75, -0.5] as const
const sky = createSky({
  stops: [
    [0, hex('#cfe4f4')],
    [0.4, hex('#6fa9dd')],
    [1, hex('#2a66b5')],
  ],
  sun: { direction: sunDirection, colour: [1, 0.95, 0.85], disc: 2, glow: 0.2 },
  clouds: { cover: 0.42, scale: 0.8, seed: 5, light: [1.12, 1.1, 1.08], dark: hex('#b3c6da') },
})

/** Wings are tubes flattened across the chord: the z axis is squeezed to a third. */
function wing(x: number, y: number, z: number): number {
  const side = Math.abs(x)
  const inner = limb(side, y, z * 0.3, [0.05, 0.06, 0.02], [0.72, 0.36, 0.05], 0.075, 0.06)
  const outer = limb(side, y, z * 0.3, [0.72, 0.36, 0.05], [1.75, 0.2, -0.12], 0.06, 0.008)
  return blend(inner, outer, 0.06)
}

const bird: Solid = {
  distance: (x, y, z) => {
    const trunk = blend(
      ellipsoid(x, y, z, 0.17, 0.16, 0.52),
      ellipsoid(x, y - 0.07, z - 0.52, 0.1, 0.1, 0.14),
      0.16,
    )
    const tail = limb(x * 0.35, y, z, [0, 0.02, -0.45], [0, 0.05, -0.85], 0.04, 0.02)
    const beak = limb(x, y, z, [0, 0.06, 0.62], [0, 0.035, 0.77], 0.035, 0.008)
    return blend(blend(trunk, wing(x, y, z), 0.1), Math.min(blend(tail, trunk, 0.1), beak), 0.03) * 0.8
  },
  paint: ([x, y, z], normal) => {
    const side = Math.abs(x)
    if (z > 0.655) return { colour: hex('#e8a324') }
    if (z > 0.5 && Math.hypot(side - 0.075, y - 0.1, z - 0.58) < 0.026)
      return { colour: [0.01, 0.01, 0.01], shine: 1 }
    if (side > 1.42) return { colour: hex('#26282c'), soft: 0.3 }
    const feathers = 0.9 + 0.1 * noise(side * 26, z * 5)
    const mantle = smoothstep(0.1, 0.4, normal[1]) * smoothstep(0.1, 0.25, side)
    const white = mix([0.92, 0.92, 0.92], hex('#8f9aa6'), mantle)
    return { colour: [white[0] * feathers, white[1] * feathers, white[2] * feathers], soft: 0.4 }
  },
}

const stage: Stage = {
  solids: [bird],
  lights: [{ direction: sunDirection, colour: [1.25, 1.18, 1.02], hardness: 8 }],
  sky,
  ambient: { above: [0.45, 0.55, 0.7], below: [0.42, 0.44, 0.46] },
  far: 12,
}

/** A gull gliding past, seen from a little below. */
export const gull: Scene = {
  paint(canvas) {
    const camera = createCamera(
      [-1.15, -1.5, 3.3],
      [-0.12, 0.12, -0.05],
      0.62,
      canvas.width / canvas.height,
      -0.16,
    )
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1, saturation: 1.1 },
}
