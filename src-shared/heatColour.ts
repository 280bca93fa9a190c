/** Red, green, blue and opacity, 0 to 255. */
export type Colour = [red: number, green: number, blue: number, opacity: number]

/** How much of the photo the strongest colours cover. */
const OPAQUE = { for: 190, against: 130 }

/**
 * The colour of a heat map from -1 to 1: clear at 0, from yellow to red where a place speaks for a label, blue where it
 * speaks against it. Told apart by lightness, too.
 */
export function heatColour(value: number): Colour {
  const strength = Math.min(1, Math.abs(value))
  return value >= 0
    ? [255, Math.round(220 - 190 * strength), 0, Math.round(OPAQUE.for * strength)]
    : [20, 80, 255, Math.round(OPAQUE.against * strength)]
}
