import { inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
/** What stands before a compressed packet: the keyword and its end, then what that kind of text has (method 0). */
const HEADS: Readonly<Record<string, Buffer>> = {
  zTXt: Buffer.from('XML:com.adobe.xmp\0\0', 'latin1'),
  // "compressed", method, no language, no translated keyword
  iTXt: Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1'),
}
/** A packet may not grow beyond this. */
const bounded = { maxOutputLength: 8 * 1024 ** 2 }

/** The XMP packets of a PNG file that are compressed, which the reader passes over. */
export function pngPackets(bytes: Uint8Array): Uint8Array[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const packets: Uint8Array[] = []
  if (!file.subarray(0, 8).equals(SIGNATURE)) return packets
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const content = file.subarray(at + 8, at + 8 + file.readUInt32BE(at))
    const head = HEADS[file.toString('latin1', at + 4, at + 8)]
    if (!head || !content.subarray(0, head.length).equals(head)) continue
    try {
      packets.push(inflateSync(content.subarray(head.length), bounded))
    } catch {
      // damaged, or far too large
    }
  }
  return packets
}
