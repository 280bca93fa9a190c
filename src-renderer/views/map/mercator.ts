/*
 * Web Mercator: the whole world is a square from (0, 0) at the north west to (1, 1) at the south east. It ends at 85
 * degrees, where the square is full.
 */

export interface Point {
  x: number
  y: number
}

/** Degrees that the square reaches to, north and south. */
const FARTHEST = 85.0511287798

export function project(longitude: number, latitude: number): Point {
  const radians = (Math.min(Math.max(latitude, -FARTHEST), FARTHEST) * Math.PI) / 180
  return {
    x: (longitude + 180) / 360,
    y: (1 - Math.log(Math.tan(radians) + 1 / Math.cos(radians)) / Math.PI) / 2,
  }
}

export function unproject({ x, y }: Point): { longitude: number; latitude: number } {
  return {
    longitude: x * 360 - 180,
    latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
  }
}

/** Metres round the equator. */
const EQUATOR = 40_075_016.7

/** A length for a scale: at most so many pixels, 1, 2 or 5 times a power of ten metres. */
export function scaleBar(
  pixelsPerWorld: number,
  latitude: number,
  most: number,
): { metres: number; pixels: number } {
  const metresPerPixel = (EQUATOR * Math.cos((latitude * Math.PI) / 180)) / pixelsPerWorld
  const longest = most * metresPerPixel
  const power = 10 ** Math.floor(Math.log10(longest))
  const metres = ([5, 2, 1].find((times) => times * power <= longest) ?? 1) * power
  return { metres, pixels: metres / metresPerPixel }
}
