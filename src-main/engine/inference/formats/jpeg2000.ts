import createOpenJpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs'
import { assertPixelCount } from './pixelLimit.ts'
import { tiffFile } from './tiffFile.ts'
import { emscripten, wasmModule } from './wasm.ts'

/** Start of a codestream and of its size segment. */
const SIZE_SEGMENT = Buffer.from('ff4fff51', 'hex')
/** The codestream's end mark: no data in it may have these bytes. */
const END = Buffer.from('ffd9', 'hex')
const YCC = 3

/** A JPEG 2000 file, boxed (JP2) or bare, as one that sharp reads. */
export async function readJpeg2000(file: Buffer): Promise<Buffer> {
  assertWhole(file)
  const module = await wasmModule('@cornerstonejs/codec-openjpeg/decodewasm', 'openjpegwasm_decode.wasm')
  const openJpeg = await createOpenJpeg(emscripten(module))
  const decoder = new openJpeg.J2KDecoder()
  decoder.getEncodedBuffer(file.length).set(file)
  decoder.decode()
  const { width, height, bitsPerSample: bits, componentCount, isSigned } = decoder.getFrameInfo()
  const samples = decoder.getDecodedBuffer()
  const channels = componentCount < 3 ? 1 : 3
  const pixels = toEightBits(samples, { bits, isSigned, from: componentCount, to: channels })
  if (channels === 3 && decoder.getColorSpace() === YCC) yccToRgb(pixels)
  return tiffFile({ pixels, width, height, channels, icc: profileOf(file) })
}

/** Where the codestream ends early, the decoder leaves the rest grey and says nothing. */
function assertWhole(file: Buffer): void {
  const at = file.indexOf(SIZE_SEGMENT)
  if (at < 0 || file.indexOf(END, at) < 0) throw new Error('the file ends within its picture')
  const [right, bottom, left, top] = [8, 12, 16, 20].map((offset) => file.readUInt32BE(at + offset))
  assertPixelCount(right! - left!, bottom! - top!)
}

/** The first `to` of `from` components, as bytes. */
function toEightBits(
  samples: Uint8Array,
  { bits, isSigned, from, to }: { bits: number; isSigned: boolean; from: number; to: number },
): Uint8Array {
  const isWide = bits > 8
  const view = new DataView(samples.buffer, samples.byteOffset, samples.byteLength)
  const count = samples.length / (isWide ? 2 : 1) / from
  const middle = isSigned ? 2 ** (bits - 1) : 0
  const scale = 255 / (2 ** bits - 1)
  const pixels = new Uint8Array(count * to)
  for (let i = 0; i < count; i++)
    for (let channel = 0; channel < to; channel++) {
      const at = i * from + channel
      const value = isWide
        ? isSigned
          ? view.getInt16(at * 2, true)
          : view.getUint16(at * 2, true)
        : isSigned
          ? view.getInt8(at)
          : samples[at]!
      pixels[i * to + channel] = Math.round((value + middle) * scale)
    }
  return pixels
}

/** In place, with the weights of JPEG (ITU-R BT.601). */
function yccToRgb(pixels: Uint8Array): void {
  const out = new Uint8ClampedArray(pixels.buffer)
  for (let at = 0; at < out.length; at += 3) {
    const y = out[at]!
    const blue = out[at + 1]! - 128
    const red = out[at + 2]! - 128
    out[at] = y + 1.402 * red
    out[at + 1] = y - 0.344136 * blue - 0.714136 * red
    out[at + 2] = y + 1.772 * blue
  }
}

/** The colour profile in a JP2 file's header: the box "colr" by method 2. */
function profileOf(file: Buffer): Uint8Array | undefined {
  const box = file.indexOf('colr', 0, 'latin1')
  if (box < 4 || file.readUInt8(box + 4) !== 2) return undefined
  const profile = file.subarray(box + 7, box - 4 + file.readUInt32BE(box - 4))
  return profile.length > 128 ? profile : undefined
}
