/** A decoded picture that still has to be turned upright and brought into sRGB. */
export interface Bitmap {
  /** rows of samples one after the other; 16-bit samples in little-endian order */
  pixels: Uint8Array
  width: number
  height: number
  /** grey, RGB, RGB with alpha; CMYK has four too: see `inks` */
  channels: 1 | 3 | 4
  bits?: 8 | 16
  /** bytes from row to row, where rows are padded */
  stride?: number
  /** what the samples are, where that is not grey or RGB */
  colours?: 'cmyk' | 'lab'
  icc?: Uint8Array | undefined
  /** EXIF's 1 to 8: how the picture has to be turned */
  orientation?: number
}

const HEADER = 8
const ENTRY = 12
const SHORT = 3
const LONG = 4
const UNDEFINED = 7
const ASSOCIATED_NOT = 2

/**
 * A picture as the file of an uncompressed TIFF: the one format that carries any samples, a colour profile and an
 * orientation to sharp without loss and without time, so that all photos take the same way from there.
 */
export function tiffFile(bitmap: Bitmap): Buffer {
  const { width, height, channels, bits = 8, colours, icc, orientation = 1 } = bitmap
  const rowBytes = (width * channels * bits) / 8
  const bitsAt = HEADER
  const iccAt = bitsAt + 2 * channels
  const pixelsAt = even(iccAt + (icc?.length ?? 0))
  const entriesAt = even(pixelsAt + rowBytes * height)
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, channels, channels === 1 ? bits : bitsAt],
    [259, SHORT, 1, 1], // not compressed
    [262, SHORT, 1, photometric(channels, colours)],
    [273, LONG, 1, pixelsAt],
    [274, SHORT, 1, orientation],
    [277, SHORT, 1, channels],
    [278, LONG, 1, height],
    [279, LONG, 1, rowBytes * height],
  ]
  if (channels === 4 && !colours) entries.push([338, SHORT, 1, ASSOCIATED_NOT])
  if (icc) entries.push([34675, UNDEFINED, icc.length, iccAt])

  const file = Buffer.allocUnsafeSlow(entriesAt + 2 + entries.length * ENTRY + 4)
  file.write('II*\0', 'latin1')
  file.writeUInt32LE(entriesAt, 4)
  for (let channel = 0; channel < channels; channel++) file.writeUInt16LE(bits, bitsAt + 2 * channel)
  if (icc) file.set(icc, iccAt)
  copyRows(bitmap, rowBytes, file.subarray(pixelsAt))
  let at = file.writeUInt16LE(entries.length, entriesAt)
  for (const [tag, type, count, value] of entries) {
    file.writeUInt16LE(tag, at)
    file.writeUInt16LE(type, at + 2)
    file.writeUInt32LE(count, at + 4)
    file.writeUInt32LE(value, at + 8)
    at += ENTRY
  }
  file.writeUInt32LE(0, at)
  return file
}

function photometric(channels: number, colours: Bitmap['colours']): number {
  if (colours) return colours === 'cmyk' ? 5 : 8
  return channels === 1 ? 1 : 2
}

function copyRows({ pixels, height, stride }: Bitmap, rowBytes: number, to: Buffer): void {
  if (stride === undefined || stride === rowBytes) to.set(pixels.subarray(0, rowBytes * height))
  else
    for (let y = 0; y < height; y++) to.set(pixels.subarray(y * stride, y * stride + rowBytes), y * rowBytes)
}

const even = (offset: number): number => offset + (offset % 2)
