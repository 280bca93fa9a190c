/** One number per colour: red, green, blue. */
export type PerColour = readonly [number, number, number]

/** How a byte becomes a number: (byte / 255 - mean) / std. */
export interface Normalisation {
  mean: PerColour
  std: PerColour
}

export const RESCALE = 1 / 255

/** RGB pixels (rows of R,G,B bytes) as planes of float32: all reds, all greens, all blues (CHW). */
export function toTensor(pixels: Uint8Array, normalisation: Normalisation): Float32Array {
  const plane = pixels.length / 3
  const tensor = new Float32Array(pixels.length)
  valuesOf(normalisation).forEach((valueOf, colour) => {
    for (let i = 0; i < plane; i++) tensor[colour * plane + i] = valueOf[pixels[i * 3 + colour]!]!
  })
  return tensor
}

/** The value of each of the 256 bytes, per colour; rounded to float32 at each step as the reference processors do. */
export function valuesOf({ mean, std }: Normalisation): Float32Array[] {
  return [0, 1, 2].map((colour) => {
    const shift = Math.fround(mean[colour]!)
    const scale = Math.fround(std[colour]!)
    return Float32Array.from(
      { length: 256 },
      (_, byte) => Math.fround(Math.fround(byte * RESCALE) - shift) / scale,
    )
  })
}
