import { isLosslessJpeg } from '../formats/raw/embeddedJpegs.ts'

/** Who decodes: sharp, or one of ../formats for it. */
export type Reader = 'sharp' | 'bmp' | 'heic' | 'jp2' | 'jxl' | 'losslessJpeg' | 'png' | 'psd' | 'raw'

/** What a file is by its first bytes; names and endings lie. */
export interface ImageFormat {
  /** for people */
  name: string
  /** as the library keeps it: the format's usual ending */
  id: string
  /** null where this program does not decode it */
  reader: Reader | null
}

const read = (reader: Reader, name: string, id = name.toLowerCase()): ImageFormat => ({ name, id, reader })
const decodable = (name: string): ImageFormat => read('sharp', name)
const raw = (kind: string): ImageFormat => read('raw', `camera RAW (${kind})`, kind.toLowerCase())
const known = (name: string): ImageFormat => ({ name, id: name.toLowerCase(), reader: null })

/** First bytes of formats that need no closer look. */
const signatures: [prefix: Buffer, format: ImageFormat][] = [
  ['89504e470d0a1a0a', read('png', 'PNG')],
  [ascii('GIF87a'), decodable('GIF')],
  [ascii('GIF89a'), decodable('GIF')],
  [ascii('BM'), read('bmp', 'BMP')],
  ['ff0a', read('jxl', 'JPEG XL', 'jxl')],
  ['0000000c4a584c20', read('jxl', 'JPEG XL', 'jxl')],
  ['ff4fff51', read('jp2', 'JPEG 2000', 'jp2')],
  ['0000000c6a502020', read('jp2', 'JPEG 2000', 'jp2')],
  [ascii('8BPS'), read('psd', 'Photoshop', 'psd')],
  ['00000100', known('icon (ICO)')],
  [ascii('FUJIFILMCCD-RAW'), raw('RAF')],
  [ascii('IIRO'), raw('ORF')],
  [ascii('IIRS'), raw('ORF')],
  [ascii('MMOR'), raw('ORF')],
  ['49495500', raw('RW2')],
  ['49491a00000048454150', raw('CRW')],
  [ascii('FOVb'), raw('X3F')],
  ['004d524d', raw('MRW')],
].map(([hex, format]) => [Buffer.from(hex as string, 'hex'), format as ImageFormat])

function ascii(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex')
}

/** The image format of a file, or undefined where it is none that is known. */
export function imageFormat(file: Buffer): ImageFormat | undefined {
  return (
    signatures.find(([prefix]) => file.subarray(0, prefix.length).equals(prefix))?.[1] ??
    jpeg(file) ??
    webp(file) ??
    isoMedia(file) ??
    tiff(file) ??
    svg(file)
  )
}

function jpeg(file: Buffer): ImageFormat | undefined {
  if (file.toString('hex', 0, 3) !== 'ffd8ff') return undefined
  return isLosslessJpeg(file) ? read('losslessJpeg', 'lossless JPEG', 'jpeg') : decodable('JPEG')
}

function webp(file: Buffer): ImageFormat | undefined {
  const isWebp = file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP'
  return isWebp ? decodable('WebP') : undefined
}

/** HEIF and its kin say what they hold in a list of four-letter brands; the first one may be general ("mif1"). */
function isoMedia(file: Buffer): ImageFormat | undefined {
  if (file.toString('latin1', 4, 8) !== 'ftyp') return undefined
  const brands = file.toString('latin1', 8, Math.min(file.readUInt32BE(0), 256)).match(/.{4}/gs) ?? []
  const has = (wanted: RegExp): boolean => brands.some((brand) => wanted.test(brand))
  if (has(/^avi[fs]$/)) return decodable('AVIF')
  if (has(/^crx $/)) return raw('CR3')
  if (has(/^(he[iv][a-z]|mif1|msf1)$/)) return read('heic', 'HEIC')
  return undefined // a video
}

/** TIFF is also the shell of most camera RAW files, whose first picture is only a thumbnail. */
function tiff(file: Buffer): ImageFormat | undefined {
  const magic = file.toString('hex', 0, 4)
  if (magic === '49492b00' || magic === '4d4d002b') return decodable('TIFF')
  if (magic !== '49492a00' && magic !== '4d4d002a') return undefined
  if (file.toString('latin1', 8, 10) === 'CR') return raw('CR2')
  const tags = firstDirectory(file, magic === '49492a00')
  if (tags.has(0xc612)) return raw('DNG') // DNGVersion
  const isReducedCopy = tags.get(0xfe) === 1 && tags.has(0x14a) // NewSubfileType, SubIFDs
  const isSensorData = SENSOR_COMPRESSIONS.has(tags.get(0x103) ?? 0) || tags.get(0x106) === 32803
  return isReducedCopy || isSensorData ? raw(kindOfRaw(file, tags.get(0x10f) ?? 0)) : decodable('TIFF')
}

/** How Sony, Samsung, Nikon and Pentax pack what their sensors saw. */
const SENSOR_COMPRESSIONS = new Set([32767, 32770, 34713, 65535])
const KINDS: [maker: string, kind: string][] = [
  ['NIKON', 'NEF'],
  ['SONY', 'ARW'],
  ['PENTAX', 'PEF'],
  ['SAMSUNG', 'SRW'],
]

function kindOfRaw(file: Buffer, makerAt: number): string {
  const maker = file.toString('latin1', makerAt, makerAt + 8).toUpperCase()
  return KINDS.find(([name]) => maker.startsWith(name))?.[1] ?? 'RAW'
}

/** Tag -> value of a TIFF's first directory, as far as the bytes go; only values of one long or short are meaningful. */
function firstDirectory(file: Buffer, littleEndian: boolean): Map<number, number> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const tags = new Map<number, number>()
  if (file.length < 8) return tags
  const start = view.getUint32(4, littleEndian)
  if (start + 2 > file.length) return tags
  const count = view.getUint16(start, littleEndian)
  for (let entry = start + 2, i = 0; i < count && entry + 12 <= file.length; i++, entry += 12) {
    const isShort = view.getUint16(entry + 2, littleEndian) === 3
    const value = isShort ? view.getUint16(entry + 8, littleEndian) : view.getUint32(entry + 8, littleEndian)
    tags.set(view.getUint16(entry, littleEndian), value)
  }
  return tags
}

/** An SVG may refer to other files, so it is never decoded. */
function svg(file: Buffer): ImageFormat | undefined {
  const start = file.toString('utf8', 0, 4096).replace(/^\uFEFF?\s*/, '')
  return start.startsWith('<') && /<svg[\s>]/i.test(start) ? known('SVG') : undefined
}
