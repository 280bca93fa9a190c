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

export interface Gradients {
  /** colours for a style sheet, half transparent, to lie on the others */
  left: string
  right: string
  top: string
  bottom: string
}

/**
 * The same number as two gradients that, one on the other, run from quarter to quarter. A mask would do it exactly, and
 * cost a layer for each photo that is scrolled by. What half of one gradient hides of the other is made up for by twice
 * the contrast.
 */
export function gradientsOf(packed: number): Gradients {
  const [topLeft, topRight, bottomLeft, bottomRight] = unpack(packed)
  const middle = mean(topLeft!, topRight!, bottomLeft!, bottomRight!)
  const side = (one: Colour, other: Colour): string =>
    mean(one, other)
      .map((value, channel) => Math.round(Math.min(Math.max(2 * value - middle[channel]!, 0), 255)))
      .join(' ')
  return {
    left: `rgb(${side(topLeft!, bottomLeft!)} / 50%)`,
    right: `rgb(${side(topRight!, bottomRight!)} / 50%)`,
    top: `rgb(${side(topLeft!, topRight!)})`,
    bottom: `rgb(${side(bottomLeft!, bottomRight!)})`,
  }
}

function unpack(packed: number): Colour[] {
  return Array.from({ length: 4 }, (_, at): Colour => {
    const colour = Math.floor(packed / COLOURS ** at) % COLOURS
    const level = (step: number): number =>
      ((Math.floor(colour / LEVELS ** step) % LEVELS) * 255) / (LEVELS - 1)
    return [level(2), level(1), level(0)]
  })
}

const mean = (...colours: Colour[]): [number, number, number] => {
  const of = (channel: 0 | 1 | 2): number =>
    colours.reduce((sum, colour) => sum + colour[channel], 0) / colours.length
  return [of(0), of(1), of(2)]
}
