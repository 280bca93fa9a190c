/** Who decodes: sharp, or one of ../formats for it. */
export type Reader = 'sharp' | 'heic'

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
const known = (name: string): ImageFormat => ({ name, id: name.toLowerCase(), reader: null })

/** First bytes of formats that need no closer look. */
const signatures: [prefix: Buffer, format: ImageFormat][] = [
  ['ffd8ff', decodable('JPEG')],
  ['89504e470d0a1a0a', decodable('PNG')],
  [ascii('GIF87a'), decodable('GIF')],
  [ascii('GIF89a'), decodable('GIF')],
  [ascii('BM'), known('BMP')],
  ['ff0a', known('JPEG XL')],
  ['0000000c4a584c20', known('JPEG XL')],
  ['ff4fff51', known('JPEG 2000')],
  ['0000000c6a502020', known('JPEG 2000')],
  [ascii('8BPS'), known('Photoshop (PSD)')],
  ['00000100', known('icon (ICO)')],
  [ascii('FUJIFILMCCD-RAW'), known('camera RAW (RAF)')],
  [ascii('IIRO'), known('camera RAW (ORF)')],
  [ascii('IIRS'), known('camera RAW (ORF)')],
  [ascii('MMOR'), known('camera RAW (ORF)')],
  ['49495500', known('camera RAW (RW2)')],
  ['49491a00000048454150', known('camera RAW (CRW)')],
  [ascii('FOVb'), known('camera RAW (X3F)')],
  ['004d524d', known('camera RAW (MRW)')],
].map(([hex, format]) => [Buffer.from(hex as string, 'hex'), format as ImageFormat])

function ascii(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex')
}

/** The image format of a file, or undefined where it is none that is known. */
export function imageFormat(file: Buffer): ImageFormat | undefined {
  return (
    signatures.find(([prefix]) => file.subarray(0, prefix.length).equals(prefix))?.[1] ??
    webp(file) ??
    isoMedia(file) ??
    tiff(file) ??
    svg(file)
  )
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
  if (has(/^crx $/)) return known('camera RAW (CR3)')
  if (has(/^(he[iv][a-z]|mif1|msf1)$/)) return read('heic', 'HEIC')
  return undefined // a video
}

/** TIFF is also the shell of most camera RAW files, whose first picture is only a thumbnail. */
function tiff(file: Buffer): ImageFormat | undefined {
  const magic = file.toString('hex', 0, 4)
  if (magic === '49492b00' || magic === '4d4d002b') return decodable('TIFF')
  if (magic !== '49492a00' && magic !== '4d4d002a') return undefined
  if (file.toString('latin1', 8, 10) === 'CR') return known('camera RAW (CR2)')
  const tags = firstDirectory(file, magic === '49492a00')
  if (tags.has(0xc612)) return known('camera RAW (DNG)') // DNGVersion
  const isReducedCopy = tags.get(0xfe) === 1 && tags.has(0x14a) // NewSubfileType, SubIFDs
  return isReducedCopy ? known('camera RAW') : decodable('TIFF')
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
