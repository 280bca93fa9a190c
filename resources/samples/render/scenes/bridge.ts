import { createCamera } from '../camera.ts'
import type { Solid } from '../march.ts'
import { fractal } from '../noise.ts'
import { shade } from '../picture.ts'
import type { Scene } from '../scene.ts'
import { createSky } from '../sky.ts'
import { box, cylinder } from '../solids.ts'
import type { Stage } from '../stage.ts'
import { hex, mix, scale } from '../vector.ts'
import { lookOverWater } from '../water.ts'

const SPAN = 60
const TOWER = 17

/** Height of the main cable above the water: a parabola between the towers, straight-ish beyond them. */
function cableHeight(x: number): number {
  const share = Math.abs(x) / (SPAN / 2)
  return share < 1 ? 5.6 + (TOWER - 5.6) * share * share : TOWER - (share - 1) * 15
}

const iron = { colour: hex('#b6402b'), shine: 0.15 }
const stone = { colour: hex('#8f8a80') }

const towers: Solid = {
  distance: (x, y, z) => {
    const side = Math.abs(x) - SPAN / 2
    const leg = box(side, y - TOWER / 2, Math.abs(z) - 1.9, 0.55, TOWER / 2, 0.4, 0.1)
    const beam = Math.min(
      box(side, y - TOWER + 0.8, z, 0.4, 0.5, 2),
      box(side, y - 11.5, z, 0.4, 0.4, 2),
      box(side, y - 7.6, z, 0.4, 0.4, 2),
    )
    return Math.min(leg, beam)
  },
  paint: () => iron,
}

const piers: Solid = {
  distance: (x, y, z) => cylinder(Math.abs(x) - SPAN / 2, y, z, 3, 1.3, 0.2),
  paint: () => stone,
}

const deck: Solid = {
  distance: (x, y, z) => box(x, y - 4.6, z, 200, 0.35, 2.1, 0.05),
  paint: ([x, y]) => ({
    colour:
      Math.abs(y - 4.6) < 0.24 && Math.abs(((x + 500) % 1.2) - 0.6) > 0.5 ? hex('#4a1d15') : iron.colour,
  }),
}

const cables: Solid = {
  distance: (x, y, z) => {
    const off = Math.abs(z) - 1.9
    const slope = Math.abs(cableHeight(x + 0.05) - cableHeight(x - 0.05)) / 0.1
    const main = Math.hypot((y - cableHeight(x)) / Math.sqrt(1 + slope * slope), off) - 0.13
    const nearestHanger = Math.abs(((x + 600) % 2) - 1)
    const hanger = Math.max(Math.hypot(nearestHanger, off) - 0.045, y - cableHeight(x), 4.6 - y)
    return Math.min(main, Math.max(hanger, 0.012 * Math.abs(hanger))) * 0.8
  },
  paint: () => iron,
}

const dusk = createSky({
  stops: [
    [0, scale(hex('#ffb877'), 1.1)],
    [0.22, hex('#f0987c')],
    [0.5, hex('#8f83ad')],
    [1, hex('#34508f')],
  ],
  sun: { direction: [0.75, 0.09, 1], colour: [1.3, 0.85, 0.5], disc: 2, glow: 0.55 },
  clouds: { cover: 0.55, scale: 0.8, seed: 8, light: hex('#ffc49a'), dark: hex('#76688f'), stretch: 1.6 },
})

const stage: Stage = {
  solids: [deck, towers, piers, cables],
  lights: [{ direction: [0.75, 0.3, -0.5], colour: [1.3, 0.85, 0.55], hardness: 10 }],
  sky: (direction) => {
    const hills = 0.035 + 0.03 * fractal(direction[0] * 4 + 2, 5, 6)
    const sky = dusk(direction)
    return direction[1] < hills ? mix(sky, hex('#4d4a63'), 0.72) : sky
  },
  ambient: { above: [0.42, 0.42, 0.55], below: [0.3, 0.24, 0.22] },
  far: 240,
  fog: { colour: hex('#d99f8a'), density: 0.0026 },
}

/** A suspension bridge at dusk. */
export const bridge: Scene = {
  paint(canvas) {
    const camera = createCamera([-40, 2.6, -31], [1, 7.4, 0], 0.72, canvas.width / canvas.height)
    return shade(canvas, lookOverWater(stage, camera, { roughness: 0.13, deep: hex('#1b2a44'), seed: 6 }))
  },
  development: { exposure: 1.05, bloom: 0.08 },
}
