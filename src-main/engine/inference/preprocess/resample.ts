import { blends, type Filter } from './kernels.ts'
import { kernel, kernelMemory } from './resampleKernel.ts'

/** Bits after the point in Pillow's fixed-point weights: 8-bit pixel x weight x sum of weights fits 32 bits. */
const PRECISION = 22
/** The kernel works in steps: what it may read or write behind a row. */
const SLACK = 16

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

/** Rows x inWidth -> rows x outWidth. */
function resampleRows(pixels: Uint8Array, inWidth: number, outWidth: number, filter: Filter): Uint8Array {
  const { first, count, weights, stride } = fixedPointAxis(inWidth, outWidth, filter)
  const [inBytes, outBytes] = [inWidth * 3, outWidth * 3]
  const countAt = first.byteLength
  const weightsAt = countAt + count.byteLength
  const inAt = weightsAt + weights.byteLength
  const outAt = inAt + inBytes + SLACK
  const memory = kernelMemory(outAt + outBytes + SLACK)
  memory.set(bytesOf(first), 0)
  memory.set(bytesOf(count), countAt)
  memory.set(bytesOf(weights), weightsAt)
  const rows = pixels.length / inBytes
  const out = new Uint8Array(rows * outBytes)
  for (let y = 0; y < rows; y++) {
    memory.set(pixels.subarray(y * inBytes, (y + 1) * inBytes), inAt)
    kernel.row(inAt, outAt, outWidth, 0, countAt, weightsAt, stride * 4)
    out.set(memory.subarray(outAt, outAt + outBytes), y * outBytes)
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
  const rowBytes = pixels.length / inHeight
  const inAt = weights.byteLength
  const outAt = inAt + stride * rowBytes + SLACK
  const memory = kernelMemory(outAt + rowBytes + SLACK)
  memory.set(bytesOf(weights), 0)
  const out = new Uint8Array(rowBytes * outHeight)
  for (let y = 0; y < outHeight; y++) {
    const from = first[y]! * rowBytes
    const weight = y * stride * 4
    memory.set(pixels.subarray(from, from + count[y]! * rowBytes), inAt)
    kernel.column(inAt, outAt, rowBytes, weight, weight + count[y]! * 4)
    out.set(memory.subarray(outAt, outAt + rowBytes), y * rowBytes)
  }
  return out
}

const bytesOf = (numbers: Int32Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
