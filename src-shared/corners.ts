/*
 * What a photo looks like from very far: the colours of its four quarters as one number, small enough to come with the
 * list of all photos. Each colour has four bits of red, green and blue; the first quarter (top left) is the lowest 12
 * bits, then top right, bottom left, bottom right: 48 bits, which a number holds exactly.
 */

export type Colour = readonly [red: number, green: number, blue: number]

const LEVELS = 16
const COLOURS = LEVELS ** 3

/** Four colours, 0 to 255 each, as a number. */
export function packCorners(corners: readonly Colour[]): number {
  return corners.reduce((sum, colour, at) => {
    const [red, green, blue] = colour.map((value) => Math.round((value * (LEVELS - 1)) / 255))
    return sum + (red! * LEVELS * LEVELS + green! * LEVELS + blue!) * COLOURS ** at
  }, 0)
}

/** The same number as four colours for a style sheet, "#a86" each. */
export function cornerColours(packed: number): string[] {
  return Array.from({ length: 4 }, (_, at) => {
    const colour = Math.floor(packed / COLOURS ** at) % COLOURS
    return `#${colour.toString(16).padStart(3, '0')}`
  })
}
