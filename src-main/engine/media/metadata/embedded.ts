import { brotliDecompressSync, inflateSync } from 'node:zlib'
import ExifReader, { type ExpandedTags } from 'exifreader'
import { metadataParts } from './parts.ts'
import { textOf, type Tags } from './values.ts'

/** What stands in a photo's file, not judged yet. */
export interface Embedded {
  exif: Tags
  iptc: Tags
  /** XMP packets, the main one first: more than one where it is split */
  packets: string[]
}

/** A compressed packet may not grow beyond this. */
const MOST_DECOMPRESSED = 8 * 1024 ** 2
const bounded = { maxOutputLength: MOST_DECOMPRESSED }

/**
 * Everything that a file says about its photo: EXIF, IPTC and XMP, wherever its format keeps them. What cannot be read is
 * left out; it never throws.
 */
export async function readEmbedded(bytes: Uint8Array): Promise<Embedded> {
  const embedded: Embedded = { exif: {}, iptc: {}, packets: [] }
  const { files, packets } = metadataParts(bytes)
  for (const file of files) {
    const { exif, iptc, pngText } = await readFile(file, (packet) => embedded.packets.push(packet))
    const older = pngText && profileInText(pngText)
    if (older) files.push(older)
    embedded.exif = { ...exif, ...embedded.exif }
    embedded.iptc = { ...iptc, ...embedded.iptc }
  }
  for (const packet of packets)
    embedded.packets.push(Buffer.from(packet).toString(packet.subarray(0, 8).includes(0) ? 'latin1' : 'utf8'))
  embedded.packets = [...new Set(embedded.packets.map(decoded))]
  return embedded
}

/** UTF-16 comes as if each byte were a character; where the first "<" has its zero tells which of the two it is. */
function decoded(packet: string): string {
  const [, isBig, isLittle] = /^[^<\0]{0,4}(?:(\0<)|(<\0))/.exec(packet) ?? []
  if (!isBig && !isLittle) return packet
  return new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(Buffer.from(packet, 'latin1'))
}

/** EXIF as programs wrote it into PNG files before there was a place for it: hexadecimal digits in a text. */
function profileInText(texts: Tags): Uint8Array | undefined {
  const text = textOf(texts, 'Raw profile type APP1') ?? textOf(texts, 'Raw profile type exif')
  const [, digits] = /^\s*(?:APP1|exif)\s+\d+\s([\da-f\s]+)$/i.exec(text ?? '') ?? []
  const bytes = Buffer.from(digits?.replaceAll(/\s/g, '') ?? '', 'hex')
  const tiff = bytes.indexOf('Exif\0\0', 0, 'latin1') === 0 ? bytes.subarray(6) : bytes
  return tiff.length > 8 ? tiff : undefined
}

async function readFile(file: Uint8Array, found: (packet: string) => void): Promise<ExpandedTags> {
  // a copy, since the library would make one of all the memory that these bytes are part of
  const own = new Uint8Array(file)
  try {
    return await ExifReader.load(own.buffer, {
      expanded: true,
      async: true,
      includeTags: { exif: true, iptc: true, xmp: true, png: true },
      decompress: {
        brotli: (data) => brotliDecompressSync(data, bounded),
        deflate: (data) => inflateSync(data, bounded),
        maxDecompressedSize: MOST_DECOMPRESSED,
      },
      // it finds the packets; they are read by our own reader, which knows how programs write tags, and takes no DTD
      domParser: {
        parseFromString(packet: string) {
          found(packet)
          throw new Error('read elsewhere')
        },
      },
    })
  } catch {
    return {} // no format that holds metadata, or damaged beyond reading
  } finally {
    own.buffer.transfer(0)
  }
}
