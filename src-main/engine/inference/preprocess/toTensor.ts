/** One number per colour: red, green, blue. */
export type PerColour = readonly [number, number, number]

/**
 * RGB pixels (rows of R,G,B bytes) as planes of float32: all reds, all greens, all blues (CHW).
 * value = (byte x rescale - mean) / std, rounded to float32 at each step as the reference processors do.
 */
export function toTensor(pixels: Uint8Array, mean: PerColour, std: PerColour, rescale: number): Float32Array {
  const plane = pixels.length / 3
  const tensor = new Float32Array(pixels.length)
  for (let colour = 0; colour < 3; colour++) {
    const valueOf = values(Math.fround(mean[colour]!), Math.fround(std[colour]!), rescale)
    for (let i = 0; i < plane; i++) tensor[colour * plane + i] = valueOf[pixels[i * 3 + colour]!]!
  }
  return tensor
}

/** The value of each of the 256 bytes. */
function values(mean: number, std: number, rescale: number): Float32Array {
  return Float32Array.from(
    { length: 256 },
    (_, byte) => Math.fround(Math.fround(byte * rescale) - mean) / std,
  )
}
