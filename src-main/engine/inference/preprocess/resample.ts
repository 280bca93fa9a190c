/** Names of Pillow's antialiased filters. */
export type Filter = 'bilinear' | 'bicubic' | 'lanczos'

/** Bits after the point in Pillow's fixed-point weights: 8-bit pixel x weight x sum of weights fits 32 bits. */
const PRECISION = 22
const HALF = 1 << (PRECISION - 1)

const kernels: Record<Filter, { support: number; weight: (x: number) => number }> = {
  bilinear: { support: 1, weight: (x) => Math.max(1 - Math.abs(x), 0) },
  bicubic: { support: 2, weight: bicubic },
  lanczos: { support: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
}

/** Catmull-Rom: a = -0.5, as in Pillow (other libraries use -0.75). */
function bicubic(x: number): number {
  const a = -0.5
  const d = Math.abs(x)
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a
  return 0
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI)
}

/** For each output position: the first input position, how many, and that many weights (rows of `stride`). */
interface Axis {
  first: Int32Array
  count: Int32Array
  weights: Int32Array
  stride: number
}

function axisWeights(inSize: number, outSize: number, filter: Filter): Axis {
  const scale = inSize / outSize
  const stretch = Math.max(scale, 1) // antialias: the kernel widens when shrinking
  const { support, weight } = kernels[filter]
  const reach = support * stretch
  const stride = Math.ceil(reach) * 2 + 1
  const first = new Int32Array(outSize)
  const count = new Int32Array(outSize)
  const weights = new Int32Array(outSize * stride)
  const exact = new Float64Array(stride)
  for (let i = 0; i < outSize; i++) {
    const centre = (i + 0.5) * scale
    const start = Math.max(Math.trunc(centre - reach + 0.5), 0)
    const length = Math.min(Math.trunc(centre + reach + 0.5), inSize) - start
    let sum = 0
    for (let j = 0; j < length; j++) sum += exact[j] = weight((j + start - centre + 0.5) * (1 / stretch))
    for (let j = 0; j < length; j++) {
      const fixed = (sum === 0 ? exact[j]! : exact[j]! / sum) * (1 << PRECISION)
      weights[i * stride + j] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5)
    }
    first[i] = start
    count[i] = length
  }
  return { first, count, weights, stride }
}

/** A sum of weighted pixels as a pixel. */
function toByte(sum: number): number {
  const value = sum >> PRECISION
  return value < 0 ? 0 : value > 255 ? 255 : value
}

/** Rows x inWidth -> rows x outWidth. */
function resampleRows(pixels: Uint8Array, inWidth: number, outWidth: number, filter: Filter): Uint8Array {
  const { first, count, weights, stride } = axisWeights(inWidth, outWidth, filter)
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
  const { first, count, weights, stride } = axisWeights(inHeight, outHeight, filter)
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
