import type { Paint, Solid } from '../march.ts'
import { blend, box, carve, cylinder } from '../solids.ts'
import type { Colour, Vec } from '../vector.ts'

const WHEELS = 1.32

/** A small hatchback, 4 m long along x with its nose at +x, standing on y = 0; moved to `at`, turned round if `back`. */
export function carBody(at: Vec, colour: Colour, back = false): Solid[] {
  const local = (x: number, y: number, z: number): Vec => [
    (x - at[0]) * (back ? -1 : 1),
    y - at[1],
    z - at[2],
  ]
  const shell: Solid = {
    distance: (x, y, z) => shellDistance(...local(x, y, z)),
    paint: (point, normal) =>
      shellPaint(local(...point), [normal[0] * (back ? -1 : 1), normal[1], normal[2]], colour),
    bound: [at[0], at[1] + 0.8, at[2], 2.4],
  }
  const wheels: Solid = {
    distance: (x, y, z) => wheelDistance(...local(x, y, z)),
    paint: (point) => wheelPaint(local(...point)),
    bound: [at[0], at[1] + 0.4, at[2], 2],
  }
  return [shell, wheels]
}

function shellDistance(x: number, y: number, z: number): number {
  const lower = box(x, y - 0.6, z, 2, 0.34, 0.84 - 0.035 * x * x, 0.2)
  const bonnet = box(x - 1, y - 0.62, z, 0.95, 0.36 - 0.05 * (x - 1), 0.78, 0.22)
  // the cabin leans in on all sides: the higher, the narrower
  const rise = Math.max(0, y - 0.9)
  const cabin = box(x + 0.42 - rise * 0.1, y - 1.08, z, 1.4 - rise * 0.95, 0.44, 0.78 - rise * 0.26, 0.16)
  const body = blend(blend(lower, bonnet, 0.15), cabin * 0.8, 0.12)
  const arch = cylinder(Math.abs(x + 0.02) - WHEELS, z, y - 0.34, 0.43, 2, 0.02)
  return carve(body, arch, 0.05)
}

function shellPaint([x, y, z]: Vec, normal: Vec, colour: Colour): Paint {
  const chrome: Paint = { colour: [0.4, 0.41, 0.43], gloss: 0.5 }
  if (y > 0.98 && y < 1.38 && isWindow(x, y, normal))
    return { colour: [0.012, 0.015, 0.018], gloss: 0.12, shine: 0.6 }
  if (x > 1.62 && y > 0.6 && y < 0.78 && Math.abs(z) > 0.38 && normal[0] > 0.15)
    return { colour: [0.85, 0.87, 0.9], gloss: 0.1, shine: 0.8 }
  if (x > 1.8 && y > 0.42 && y < 0.6 && Math.abs(z) < 0.5)
    return { colour: [0.015, 0.015, 0.017], shine: 0.3 }
  if (x < -1.75 && y > 0.62 && y < 0.85 && Math.abs(z) > 0.42)
    return { colour: [0.55, 0.02, 0.015], gloss: 0.06, shine: 0.6 }
  if (y < 0.34) return { colour: [0.02, 0.02, 0.022] }
  const doorGap = [0.62, -0.42, -1.12].some(
    (gap) => Math.abs(x - gap - (gap < -1 ? (y - 0.7) * 0.3 : 0)) < 0.01,
  )
  if (doorGap && y > 0.4 && y < 1 && Math.abs(normal[2]) > 0.5) return { colour: [0.02, 0.02, 0.02] }
  if (Math.abs(y - 0.84) < 0.018 && [0.02, -0.86].some((handle) => Math.abs(x - handle + 0.25) < 0.1))
    return chrome
  return { colour, gloss: 0.055, shine: 0.7 }
}

function isWindow(x: number, y: number, normal: Vec): boolean {
  const side = Math.abs(normal[2]) > 0.62
  const pillar = Math.abs(x + 0.42) < 0.045 || x < -1.52 + (y - 1) * 0.5 || x > 0.78 - (y - 1) * 0.95
  return side ? !pillar : Math.abs(normal[0]) > 0.3 && normal[1] < 0.92
}

function wheelDistance(x: number, y: number, z: number): number {
  return cylinder(Math.abs(x + 0.02) - WHEELS, Math.abs(z) - 0.72, y - 0.34, 0.34, 0.11, 0.05)
}

function wheelPaint([x, y]: Vec): Paint {
  const dx = Math.abs(x + 0.02) - WHEELS
  const dy = y - 0.34
  const radius = Math.hypot(dx, dy)
  if (radius > 0.225) return { colour: [0.014, 0.014, 0.015], shine: 0.1 }
  const spoke = Math.abs((((Math.atan2(dy, dx) / Math.PI) * 2.5 + 5) % 1) - 0.5) < 0.27
  return spoke || radius > 0.195 || radius < 0.05
    ? { colour: [0.5, 0.51, 0.53], gloss: 0.25, shine: 0.5 }
    : { colour: [0.02, 0.02, 0.02] }
}
