import { packCorners, type Colour } from '../../../src-shared/corners.ts'

/** Points that are looked at in each direction of a quarter: enough for a colour that nobody looks at closely. */
const POINTS = 8

/** The colours of a picture's quarters (src-shared/corners.ts), from upright RGB pixels. */
export function cornersOf(pixels: Uint8Array, width: number, height: number): number {
  const quarter = (left: number, top: number): Colour => {
    const sums = [0, 0, 0]
    for (let y = 0; y < POINTS; y++)
      for (let x = 0; x < POINTS; x++) {
        const column = Math.floor(((left + (x + 0.5) / POINTS) * width) / 2)
        const row = Math.floor(((top + (y + 0.5) / POINTS) * height) / 2)
        for (let channel = 0; channel < 3; channel++)
          sums[channel]! += pixels[(row * width + column) * 3 + channel]!
      }
    const [red, green, blue] = sums.map((sum) => sum / (POINTS * POINTS))
    return [red!, green!, blue!]
  }
  return packCorners([quarter(0, 0), quarter(1, 0), quarter(0, 1), quarter(1, 1)])
}
