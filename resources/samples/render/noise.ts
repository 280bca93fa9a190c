/*
 * Random numbers and noise that depend on nothing but their arguments, so that every picture comes out the same
 * each time it is rendered.
 */

/** A source of numbers in 0..1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A number in 0..1 for a cell of the grid. */
export function hash(x: number, y: number, z = 0): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(z | 0, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

const fade = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10)

/** Smooth value noise, -1..1, one feature per unit. */
export function noise(x: number, y: number, z = 0): number {
  const i = Math.floor(x)
  const j = Math.floor(y)
  const k = Math.floor(z)
  const u = fade(x - i)
  const v = fade(y - j)
  const near = plane(i, j, k, u, v)
  const w = z - k
  return (w === 0 ? near : near + (plane(i, j, k + 1, u, v) - near) * fade(w)) * 2 - 1
}

function plane(i: number, j: number, k: number, u: number, v: number): number {
  const a = hash(i, j, k)
  const b = hash(i + 1, j, k)
  const c = hash(i, j + 1, k)
  const d = hash(i + 1, j + 1, k)
  return a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v
}

/** Noise at ever finer scales, -1..1. The turn between octaves hides the grid. */
export function fractal(x: number, y: number, octaves: number, z = 0): number {
  let sum = 0
  let weight = 0.5
  let total = 0
  for (let octave = 0; octave < octaves; octave++) {
    sum += weight * noise(x, y, z + octave * 17)
    total += weight
    weight *= 0.5
    const turned = 1.6 * x + 1.2 * y + 5.3
    y = -1.2 * x + 1.6 * y + 2.7
    x = turned
  }
  return sum / total
}

/** Sharp crests, 0..1: mountain ridges, veins, light on the sea bed. */
export function ridged(x: number, y: number, octaves: number, z = 0): number {
  let sum = 0
  let weight = 0.5
  let carry = 1
  let total = 0
  for (let octave = 0; octave < octaves; octave++) {
    const crest = (1 - Math.abs(noise(x, y, z + octave * 17))) ** 2
    sum += weight * crest * carry
    total += weight
    carry = Math.min(1, crest * 1.4)
    weight *= 0.5
    const turned = 1.6 * x + 1.2 * y + 5.3
    y = -1.2 * x + 1.6 * y + 2.7
    x = turned
  }
  return sum / total
}
