import { LumitagError } from '../../../../src-shared/errors.ts'
import { unsupported } from '../preprocess/decodingErrors.ts'
import { readPlanes, type Planes } from './photoshopPlanes.ts'
import { assertPixelCount } from './pixelLimit.ts'
import { tiffFile, type Bitmap } from './tiffFile.ts'

/** Photoshop's colour modes, as far as they have pictures for people: how many channels, and of what. */
const MODES: Record<number, { channels: 1 | 3 | 4; colours?: Bitmap['colours'] }> = {
  1: { channels: 1 }, // grey
  2: { channels: 1 }, // indexed
  3: { channels: 3 }, // RGB
  4: { channels: 4, colours: 'cmyk' },
  8: { channels: 1 }, // duotone: grey for everybody but Photoshop
  9: { channels: 3, colours: 'lab' },
}
const INDEXED = 2
const LARGE_DOCUMENT = 2
/** image resources */
const PROFILE = 1039
const VERSION_INFO = 1057

/**
 * The composite of a Photoshop document (PSD, PSB) as a TIFF: the picture of all layers that Photoshop writes for
 * others. Its transparency is left out: what is behind it is white already.
 */
export async function readPhotoshop(file: Buffer): Promise<Buffer> {
  const isLarge = file.readUInt16BE(4) === LARGE_DOCUMENT
  const stored = file.readUInt16BE(12)
  const height = file.readUInt32BE(14)
  const width = file.readUInt32BE(18)
  const bits = file.readUInt16BE(22)
  const modeNumber = file.readUInt16BE(24)
  const mode = MODES[modeNumber]
  if (!mode || (bits !== 8 && bits !== 16) || stored < mode.channels)
    throw unsupported(`Photoshop documents of this kind (colour mode ${modeNumber}, ${bits} bits)`)
  assertPixelCount(width, height)

  const palette = section(file, 26)
  const resources = section(file, palette.end)
  const layers = section(file, resources.end, isLarge)
  assertComposite(resource(file, resources, VERSION_INFO))
  const { channels, colours } = mode
  const planes = readPlanes(file, layers.end, { width, height, bits, stored, channels, isLarge })
  const icc = resource(file, resources, PROFILE)
  if (modeNumber === INDEXED)
    return tiffFile({
      width,
      height,
      icc,
      channels: 3,
      pixels: lookUp(planes, file.subarray(palette.start, palette.end)),
    })
  const pixels = interleave(planes, colours)
  return tiffFile({ width, height, icc, channels, bits, pixels, ...(colours && { colours }) })
}

interface Section {
  start: number
  end: number
}

function section(file: Buffer, at: number, isLong = false): Section {
  const start = at + (isLong ? 8 : 4)
  return { start, end: start + (isLong ? Number(file.readBigUInt64BE(at)) : file.readUInt32BE(at)) }
}

/** An image resource's bytes. */
function resource(file: Buffer, { start, end }: Section, wanted: number): Buffer | undefined {
  for (let at = start; at + 12 <= end && file.toString('latin1', at, at + 4) === '8BIM';) {
    const id = file.readUInt16BE(at + 4)
    const nameBytes = even(file[at + 6]! + 1)
    const data = section(file, at + 6 + nameBytes)
    if (id === wanted) return file.subarray(data.start, data.end)
    at = even(data.end - at) + at
  }
  return undefined
}

function assertComposite(versionInfo: Buffer | undefined): void {
  if (versionInfo?.[4] !== 0) return
  throw new LumitagError(
    'UNSUPPORTED_FORMAT',
    'This Photoshop document was saved without its composite. Save it again with "Maximize compatibility".',
  )
}

/** Samples of all channels pixel by pixel, as TIFF has them: low byte first, ink as more, a and b signed. */
function interleave(planes: Planes, colours: Bitmap['colours']): Uint8Array {
  const { data, count, bytes, channels } = planes
  const pixels = new Uint8Array(count * channels * bytes)
  for (let channel = 0; channel < channels; channel++) {
    const flip = colours === 'cmyk' ? 0xff : colours === 'lab' && channel > 0 ? 0x80 : 0
    for (let i = 0; i < count; i++)
      for (let byte = 0; byte < bytes; byte++) {
        const isHigh = byte === bytes - 1
        const from = (channel * count + i) * bytes + (bytes - 1 - byte)
        pixels[(i * channels + channel) * bytes + byte] = data[from]! ^ (flip === 0x80 && !isHigh ? 0 : flip)
      }
  }
  return pixels
}

/** Palettes are 256 reds, 256 greens, 256 blues. */
function lookUp({ data, count }: Planes, palette: Buffer): Uint8Array {
  const size = Math.floor(palette.length / 3)
  const pixels = new Uint8Array(count * 3)
  for (let i = 0; i < count; i++)
    for (let channel = 0; channel < 3; channel++)
      pixels[i * 3 + channel] = palette[channel * size + data[i]!] ?? 0
  return pixels
}

const even = (length: number): number => length + (length % 2)
