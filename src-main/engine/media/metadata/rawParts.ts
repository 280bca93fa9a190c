import { boxes, namedBoxes } from './isoBoxes.ts'
import type { MetadataParts } from './parts.ts'

const CANON_METADATA = '85c0b687820f11e08111f4ce462b6a48'
const XMP = 'be7acfcb97a942e89c71999491e3afac'
const JPEG_2000_EXIF = '4a706754696666457869662d3e4a5032'
/** tag of Panasonic's RW2: a JPEG with all the metadata, made by the camera */
const JPEG_OF_RW2 = 0x2e

/**
 * The metadata in camera RAW files that are not plain TIFF (CR3, RAF, RW2, ORF), and in JPEG 2000, which is built like
 * CR3. Undefined for anything else.
 */
export function rawParts(bytes: Uint8Array): MetadataParts | undefined {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (start.startsWith('FUJIFILMCCD-RAW')) return ofRaf(bytes)
  if (start.startsWith('IIU\0')) return ofRw2(bytes)
  if (/^(IIRO|IIRS|MMOR)/.test(start)) return { files: [asTiff(bytes)], packets: [] }
  if (start.slice(4, 12) === 'ftypcrx ') return ofBoxes(bytes)
  if (start.slice(4, 8) === 'jP  ') return ofBoxes(bytes)
  return undefined
}

/** RAF names place and length of its JPEG, in which all metadata is. */
function ofRaf(bytes: Uint8Array): MetadataParts {
  if (bytes.length < 92) return { files: [], packets: [] }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const from = view.getUint32(84)
  return { files: [bytes.subarray(from, from + view.getUint32(88))], packets: [] }
}

/** RW2 is a TIFF but for its magic number. Exposure and capture time are in the JPEG inside, if at all. */
function ofRw2(bytes: Uint8Array): MetadataParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const files = [asTiff(bytes)]
  const directory = bytes.length >= 8 ? view.getUint32(4, true) : Infinity
  const count = directory + 2 <= bytes.length ? view.getUint16(directory, true) : 0
  for (let at = directory + 2; at + 12 <= Math.min(directory + 2 + count * 12, bytes.length); at += 12) {
    if (view.getUint16(at, true) !== JPEG_OF_RW2) continue
    const from = view.getUint32(at + 8, true)
    files.unshift(bytes.subarray(from, from + view.getUint32(at + 4, true)))
  }
  return { files, packets: [] }
}

/** CR3 has one small TIFF for each directory: camera, exposure, place. */
function ofBoxes(bytes: Uint8Array): MetadataParts {
  const parts: MetadataParts = { files: [], packets: [] }
  const look = (content: Uint8Array): void => {
    for (const [name, inner] of namedBoxes(content)) {
      if (name === XMP) parts.packets.push(inner)
      if (name === JPEG_2000_EXIF) parts.files.push(inner)
      if (name === CANON_METADATA)
        for (const box of boxes(inner)) if (/^CMT[124]$/.test(box.type)) parts.files.push(box.content)
    }
  }
  look(bytes)
  for (const { type, content } of boxes(bytes)) if (type === 'moov') look(content)
  return parts
}

/** A copy with the number that every TIFF begins with. */
function asTiff(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(bytes)
  copy.set(copy[0] === 0x4d ? [0, 0x2a] : [0x2a, 0], 2)
  return copy
}
