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
  const [red, green, blue] = valuesOf(normalisation)
  for (let i = 0, from = 0; i < plane; i++, from += 3) {
    tensor[i] = red[pixels[from]!]!
    tensor[i + plane] = green[pixels[from + 1]!]!
    tensor[i + 2 * plane] = blue[pixels[from + 2]!]!
  }
  return tensor
}

/** The value of each of the 256 bytes, per colour; rounded to float32 at each step as the reference processors do. */
export function valuesOf({ mean, std }: Normalisation): [Float32Array, Float32Array, Float32Array] {
  const table = (colour: 0 | 1 | 2): Float32Array => {
    const shift = Math.fround(mean[colour])
    const scale = Math.fround(std[colour])
    return Float32Array.from(
      { length: 256 },
      (_, byte) => Math.fround(Math.fround(byte * RESCALE) - shift) / scale,
    )
  }
  return [table(0), table(1), table(2)]
}
