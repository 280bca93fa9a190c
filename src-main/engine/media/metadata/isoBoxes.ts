/** One box of an ISO base media file (HEIF, CR3, JPEG 2000). */
export interface Box {
  type: string
  content: Uint8Array
}

const MOST = 10_000

/** The boxes that lie side by side in these bytes, as far as they are whole. */
export function* boxes(bytes: Uint8Array): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 0, count = 0; at + 8 <= bytes.length && count < MOST; count++) {
    const short = view.getUint32(at)
    const isLong = short === 1 && at + 16 <= bytes.length
    const length = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short
    const header = isLong ? 16 : 8
    if (length < header) return
    yield {
      type: String.fromCharCode(...bytes.subarray(at + 4, at + 8)),
      content: bytes.subarray(at + header, at + length),
    }
    at += length
  }
}

/** The content behind the name of each "uuid" box, by that name in hexadecimal digits. */
export function* namedBoxes(bytes: Uint8Array): Generator<[name: string, content: Uint8Array]> {
  for (const { type, content } of boxes(bytes))
    if (type === 'uuid') yield [Buffer.from(content.subarray(0, 16)).toString('hex'), content.subarray(16)]
}
