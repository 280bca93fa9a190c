import { blends, type Filter } from './kernels.ts'

/** Bits after the point in Pillow's fixed-point weights: 8-bit pixel x weight x sum of weights fits 32 bits. */
const PRECISION = 22
const HALF = 1 << (PRECISION - 1)

/** For each output position: the first input position, how many, and that many weights (rows of `stride`). */
interface Axis {
  first: Int32Array
  count: Int32Array
  weights: Int32Array
  stride: number
}

function fixedPointAxis(inSize: number, outSize: number, filter: Filter): Axis {
  const exact = blends(inSize, outSize, filter)
  const stride = Math.max(...exact.map(({ weights }) => weights.length))
  const weights = new Int32Array(outSize * stride)
  exact.forEach((blend, i) =>
    blend.weights.forEach((weight, j) => {
      const fixed = weight * (1 << PRECISION)
      weights[i * stride + j] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
    }),
  )
  return {
    first: Int32Array.from(exact, ({ first }) => first),
    count: Int32Array.from(exact, (blend) => blend.weights.length),
    weights,
    stride,
  }
}

/** A sum of weighted pixels as a pixel. */
function toByte(sum: number): number {
  const value = sum >> PRECISION
  return value < 0 ? 0 : value > 255 ? 255 : value
}

/** Rows x inWidth -> rows x outWidth. */
function resampleRows(pixels: Uint8Array, inWidth: number, outWidth: number, filter: Filter): Uint8Array {
  const { first, count, weights, stride } = fixedPointAxis(inWidth, outWidth, filter)
  const rows = pixels.length / (inWidth * 3)
  const out = new Uint8Array(rows * outWidth * 3)
  let to = 0
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < outWidth; x++) {
      let from = (y * inWidth + first[x]!) * 3
      let red = HALF
      let green = HALF
      let blue = HALF
      for (let k = x * stride, end = k + count[x]!; k < end; k++, from += 3) {
        const weight = weights[k]!
        red += pixels[from]! * weight
        green += pixels[from + 1]! * weight
        blue += pixels[from + 2]! * weight
      }
      out[to++] = toByte(red)
      out[to++] = toByte(green)
      out[to++] = toByte(blue)
    }
  }
  return out
}

/** InHeight x width -> outHeight x width; adds whole rows, which is how they lie in memory. */
function resampleColumns(
  pixels: Uint8Array,
  inHeight: number,
  outHeight: number,
  filter: Filter,
): Uint8Array {
  const { first, count, weights, stride } = fixedPointAxis(inHeight, outHeight, filter)
  const rowLength = pixels.length / inHeight
  const out = new Uint8Array(rowLength * outHeight)
  const sums = new Int32Array(rowLength)
  for (let y = 0; y < outHeight; y++) {
    sums.fill(HALF)
    for (let j = 0; j < count[y]!; j++) {
      const weight = weights[y * stride + j]!
      const from = (first[y]! + j) * rowLength
      for (let i = 0; i < rowLength; i++) sums[i]! += pixels[from + i]! * weight
    }
    for (let i = 0; i < rowLength; i++) out[y * rowLength + i] = toByte(sums[i]!)
  }
  return out
}

/**
 * Resizes RGB pixels (rows of R,G,B bytes) bit for bit as Pillow does: two passes, rows first, rounded to 8 bits after
 * each; a side that keeps its length is left alone. SIGLIP2.md section 2.3.
 */
export function resample(
  pixels: Uint8Array,
  width: number,
  height: number,
  outWidth: number,
  outHeight: number,
  filter: Filter,
): Uint8Array {
  const rows = outWidth === width ? pixels : resampleRows(pixels, width, outWidth, filter)
  return outHeight === height ? rows : resampleColumns(rows, height, outHeight, filter)
}
