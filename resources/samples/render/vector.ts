/** Three numbers: a place or direction (x right, y up, z away from the camera), or a colour in linear light. */
export type Vec = readonly [number, number, number]
export type Colour = Vec

export const add = (a: Vec, b: Vec): Vec => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const subtract = (a: Vec, b: Vec): Vec => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const scale = (a: Vec, factor: number): Vec => [a[0] * factor, a[1] * factor, a[2] * factor]
export const multiply = (a: Vec, b: Vec): Vec => [a[0] * b[0], a[1] * b[1], a[2] * b[2]]
export const dot = (a: Vec, b: Vec): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const length = (a: Vec): number => Math.sqrt(dot(a, a))
export const normalise = (a: Vec): Vec => scale(a, 1 / (length(a) || 1))
export const cross = (a: Vec, b: Vec): Vec => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]

/** The direction after a mirror with this normal. */
export const reflect = (direction: Vec, normal: Vec): Vec =>
  subtract(direction, scale(normal, 2 * dot(direction, normal)))

export const mix = (a: Vec, b: Vec, share: number): Vec => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
]

export const clamp = (value: number, low = 0, high = 1): number => Math.min(high, Math.max(low, value))

/** 0 below `from`, 1 above `to`, an S between them; `from` may be the greater one. */
export function smoothstep(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from))
  return share * share * (3 - 2 * share)
}

/** "#rrggbb" as linear light. */
export function hex(text: string): Colour {
  const channel = (at: number): number => toLinear(parseInt(text.slice(at, at + 2), 16) / 255)
  return [channel(1), channel(3), channel(5)]
}

/** The colour at `position` of a list of stops [position, colour], ascending. */
export function gradient(stops: readonly (readonly [number, Colour])[], position: number): Colour {
  const next = stops.findIndex(([at]) => at >= position)
  if (next === -1) return stops.at(-1)![1]
  if (next === 0) return stops[0]![1]
  const [fromAt, from] = stops[next - 1]!
  const [toAt, to] = stops[next]!
  return mix(from, to, (position - fromAt) / (toAt - fromAt))
}

export const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
export const toDisplay = (value: number): number =>
  value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
