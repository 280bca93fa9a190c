import {
  books,
  cloth,
  coffeeTable,
  cushion,
  lampShade,
  lampStand,
  plant,
  rug,
  sofa,
  solid,
  vase,
} from '../bodies/furniture.ts'
import { wood } from '../bodies/table.ts'
import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal, ridged } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { box, carve } from '../solids.ts'
import { look, type Stage } from '../stage.ts'
import { clamp, hex, mix, smoothstep } from '../vector.ts'

const shell: Solid = {
  // the room is the inside of a box; a window opens through its left wall into the open
  distance: (x, y, z) => {
    const opening = Math.min(box(x + 3.2, y - 1.5, z - 0.6, 0.6, 0.85, 1.15), x + 3.6)
    return carve(-box(x, y - 1.35, z, 3.2, 1.35, 3), opening, 0.01)
  },
  paint: ([x, y, z]) => {
    if (y < 0.01) return wood(z, x, 0.32)
    if (y > 2.68) return { colour: [0.85, 0.84, 0.82] }
    if (y < 0.12) return { colour: [0.8, 0.79, 0.76] }
    return { colour: z > 2.98 ? hex('#7f9488') : hex('#d9d3c6') }
  },
}

const painting: Solid = {
  distance: (x, y, z) => box(x - 0.35, y - 1.72, z - 2.97, 0.78, 0.48, 0.025, 0.008),
  paint: ([x, y]) => {
    const px = x - 0.35
    const py = y - 1.72
    if (Math.abs(px) > 0.73 || Math.abs(py) > 0.43) return { colour: hex('#3a2a1c'), shine: 0.2 }
    const hill = fractal(px * 2.4, 3, 5) * 0.14 - 0.06
    if (py < hill - 0.12)
      return { colour: mix(hex('#1f5f74'), hex('#5aa0a8'), clamp(0.5 + fractal(px * 5, py * 26, 3))) }
    if (py < hill) return { colour: mix(hex('#3f4f6b'), hex('#8a7f8f'), ridged(px * 4, py * 4, 3)) }
    return { colour: mix(hex('#f3c07a'), hex('#7f9fc4'), smoothstep(-0.1, 0.4, py)) }
  },
  bound: [0.35, 1.72, 2.97, 0.95],
}

const curtains: Solid = {
  distance: (x, y, z) =>
    box(x + 3.02 + Math.sin(z * 34) * 0.035, y - 1.38, Math.abs(z - 0.6) - 1.42, 0.02, 1.3, 0.3, 0.01) * 0.6,
  ...cloth(hex('#ded3bd'), 50),
  bound: [-3.02, 1.38, 0.6, 2.3],
}

const frame = solid(
  (x, y, z) =>
    Math.min(
      box(x + 3.22, y - 1.5, z - 0.6, 0.03, 0.86, 0.03),
      box(x + 3.22, y - 1.5, z - 0.6, 0.03, 0.03, 1.16),
      box(x + 3.12, y - 0.63, z - 0.6, 0.14, 0.025, 1.25),
    ),
  [0.86, 0.85, 0.83],
)

const stage: Stage = {
  solids: [
    shell,
    sofa,
    cushion(-0.45, 0.75, 2.12, 0.25, hex('#d8a13c')),
    cushion(1.15, 0.74, 2.12, -0.3, hex('#d9d2c4')),
    rug,
    coffeeTable,
    vase,
    books,
    lampStand,
    lampShade,
    plant,
    painting,
    curtains,
    frame,
  ],
  lights: [
    { direction: [-0.86, 0.5, -0.12], colour: [2.6, 2.3, 1.8], hardness: 20 },
    { position: [-2.6, 1.6, 0.6], colour: [2.4, 2.5, 2.7], hardness: 2.5 },
    { position: [2.2, 1.75, 2.1], colour: [0.7, 0.5, 0.28], hardness: 3 },
  ],
  sky: (direction) => mix([1.5, 1.6, 1.5], [1.6, 1.9, 2.2], smoothstep(-0.1, 0.3, direction[1])),
  ambient: { above: [0.36, 0.35, 0.34], below: [0.32, 0.28, 0.23] },
  far: 30,
}

/** A living room with sun coming through the window. */
export const livingRoom: Scene = {
  paint(canvas) {
    const camera = createCamera([0.75, 1.4, -2.7], [-0.05, 1.02, 2], 0.82, canvas.width / canvas.height)
    return shade(canvas, look(stage, camera))
  },
  development: { exposure: 1.1, bloom: 0.1, vignette: 0.2 },
}
