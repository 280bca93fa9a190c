import { unsupported } from '../preprocess/decodingErrors.ts'
import { runLengths } from './bmpRunLengths.ts'
import { assertPixelCount } from './pixelLimit.ts'
import { tiffFile } from './tiffFile.ts'

/** How a BMP's samples are stored. */
const PLAIN = 0
const RUNS = [1, 2]
const MASKS = [3, 6]
const JPEG_OR_PNG = [4, 5]

/** The header of OS/2, the oldest; and the usual one, which masks may follow that later ones contain. */
const CORE_HEADER = 12
const INFO_HEADER = 40
const HEADERS_AT = 14
const MASKS_AT = 54

/** blue, green and red, byte by byte */
const PLAIN_MASKS = [0xff0000, 0xff00, 0xff]

interface Header {
  width: number
  height: number
  /** rows from the top; most files have them from the bottom */
  isTopDown: boolean
  bits: number
  compression: number
  pixelsAt: number
  palette: Buffer
  /** bytes of each colour in it */
  colourBytes: 3 | 4
  /** red, green, blue */
  masks: number[]
}

/** A BMP as a file that sharp reads. What its alpha channel says is left out: few programs mean it. */
export async function readBmp(file: Buffer): Promise<Buffer> {
  const header = readHeader(file)
  const { width, height, compression, pixelsAt } = header
  assertPixelCount(width, height)
  if (JPEG_OR_PNG.includes(compression)) return file.subarray(pixelsAt)
  const pixels = new Uint8Array(width * height * 3)
  const draw = painter(header, pixels)
  if (RUNS.includes(compression)) runLengths(file.subarray(pixelsAt), header, draw)
  else drawRows(file, header, draw)
  return tiffFile({ pixels, width, height, channels: 3 })
}

function readHeader(file: Buffer): Header {
  const size = file.readUInt32LE(HEADERS_AT)
  if (size === CORE_HEADER)
    return {
      width: file.readUInt16LE(18),
      height: file.readUInt16LE(20),
      isTopDown: false,
      bits: file.readUInt16LE(24),
      compression: PLAIN,
      pixelsAt: file.readUInt32LE(10),
      palette: file.subarray(HEADERS_AT + CORE_HEADER, file.readUInt32LE(10)),
      colourBytes: 3,
      masks: PLAIN_MASKS,
    }
  const height = file.readInt32LE(22)
  const bits = file.readUInt16LE(28)
  const compression = file.readUInt32LE(30)
  const hasMasks = MASKS.includes(compression)
  const pixelsAt = file.readUInt32LE(10)
  const paletteAt = HEADERS_AT + size + (size === INFO_HEADER && hasMasks ? 12 : 0)
  return {
    width: file.readInt32LE(18),
    height: Math.abs(height),
    isTopDown: height < 0,
    bits,
    compression,
    pixelsAt,
    palette: file.subarray(paletteAt, pixelsAt),
    colourBytes: 4,
    masks: hasMasks
      ? [0, 4, 8].map((at) => file.readUInt32LE(MASKS_AT + at))
      : bits === 16
        ? [0x7c00, 0x3e0, 0x1f]
        : PLAIN_MASKS,
  }
}

/** Paints the pixel at a place, the row counted as they are stored, from what is stored for it. */
function painter(
  { width, height, isTopDown, bits, palette, colourBytes, masks }: Header,
  pixels: Uint8Array,
): (x: number, row: number, value: number) => void {
  const channels = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)
    return { mask, shift, most: mask >>> shift || 1 }
  })
  return (x, row, value) => {
    if (x >= width || row >= height) return
    const at = ((isTopDown ? row : height - 1 - row) * width + x) * 3
    for (let channel = 0; channel < 3; channel++) {
      if (bits <= 8) pixels[at + channel] = palette[value * colourBytes + 2 - channel] ?? 0
      else {
        const { mask, shift, most } = channels[channel]!
        pixels[at + channel] = Math.round((((value & mask) >>> shift) * 255) / most)
      }
    }
  }
}

function drawRows(
  file: Buffer,
  { width, height, bits, pixelsAt }: Header,
  draw: (x: number, row: number, value: number) => void,
): void {
  if (![1, 4, 8, 16, 24, 32].includes(bits)) throw unsupported(`BMP files of ${bits} bits`)
  const stride = Math.ceil((width * bits) / 32) * 4
  if (pixelsAt + stride * (height - 1) + Math.ceil((width * bits) / 8) > file.length)
    throw new Error('the file ends within its picture')
  for (let row = 0; row < height; row++)
    for (let x = 0, at = pixelsAt + row * stride; x < width; x++) draw(x, row, sampleAt(file, at, x, bits))
}

function sampleAt(file: Buffer, row: number, x: number, bits: number): number {
  if (bits >= 8) return file.readUIntLE(row + (x * bits) / 8, bits / 8)
  const byte = file[row + Math.floor((x * bits) / 8)]!
  return (byte >> (8 - bits - ((x * bits) % 8))) & ((1 << bits) - 1)
}
