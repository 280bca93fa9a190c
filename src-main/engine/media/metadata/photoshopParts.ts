import type { MetadataParts } from './parts.ts'

const HEADER = 26
const IPTC = 1028
const EXIF = 1058
const XMP = 1060

/** The metadata among the image resources of a Photoshop file; undefined for anything else. */
export function photoshopParts(bytes: Uint8Array): MetadataParts | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.toString('latin1', 0, 4) !== '8BPS') return undefined
  const parts: MetadataParts = { files: [], packets: [] }
  if (file.length < HEADER + 8) return parts
  const resources = HEADER + 4 + file.readUInt32BE(HEADER)
  if (resources + 4 > file.length) return parts
  const end = Math.min(file.length, resources + 4 + file.readUInt32BE(resources))
  for (let at = resources + 4; at + 12 <= end && file.toString('latin1', at, at + 4) === '8BIM';) {
    const id = file.readUInt16BE(at + 4)
    const from = at + 6 + even(file[at + 6]! + 1)
    if (from + 4 > end) break
    const content = file.subarray(from + 4, Math.min(end, from + 4 + file.readUInt32BE(from)))
    if (id === EXIF) parts.files.push(content)
    if (id === XMP) parts.packets.push(content)
    if (id === IPTC) parts.files.push(jpegWith(file.subarray(at, from + 4 + content.length)))
    at = from + 4 + even(content.length)
  }
  return parts
}

const even = (length: number): number => length + (length % 2)

/** IPTC is written in JPEG files as this same resource, in a segment of its own. */
function jpegWith(resource: Uint8Array): Uint8Array {
  const name = Buffer.from('Photoshop 3.0\0', 'latin1')
  const length = Math.min(0xffff, 2 + name.length + resource.length)
  const head = Buffer.from([0xff, 0xd8, 0xff, 0xed, length >> 8, length & 0xff])
  return Buffer.concat([head, name, resource, Buffer.from([0xff, 0xda, 0, 0, 0, 0, 0, 0, 0, 0])])
}
