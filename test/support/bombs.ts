import { constants, crc32, createDeflate } from 'node:zlib'
import sharp from 'sharp'
import { bmp24, losslessJpeg, psdPacked } from './pictureFiles.ts'
import { fixture } from './quarters.ts'

/*
 * Small files that claim to be huge pictures, one for each decoder.
 */

const SIDE = 60_000

function chunk(name: string, content: Buffer): Buffer {
  const bytes = Buffer.alloc(12 + content.length)
  bytes.writeUInt32BE(content.length)
  bytes.write(name, 4, 'latin1')
  bytes.set(content, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4)
  return bytes
}

/** A whole and valid PNG of 60,000 x 60,000 black pixels: half a megabyte that becomes 450, or 10,800 as RGB. */
export async function blackPng(): Promise<Buffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIDE)
  header.writeUInt32BE(SIDE, 4)
  header[8] = 1
  const deflate = createDeflate({ level: constants.Z_BEST_SPEED })
  const rows = Buffer.alloc((1 + SIDE / 8) * 100)
  const written = (async () => {
    for (let i = 0; i < SIDE / 100; i++)
      if (!deflate.write(rows)) await new Promise((resolve) => deflate.once('drain', resolve))
    deflate.end()
  })()
  const packed: Buffer[] = []
  for await (const part of deflate) packed.push(part as Buffer)
  await written
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', Buffer.concat(packed)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The same bytes but for the picture's size, which `write` puts in. */
function claiming(file: Buffer, write: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(file)
  write(bytes)
  return bytes
}

export const bombs: [name: string, make: () => Buffer | Promise<Buffer>][] = [
  ['black.png', blackPng],
  [
    'claims.bmp',
    () =>
      claiming(bmp24(), (bytes) => {
        bytes.writeInt32LE(SIDE, 18)
        bytes.writeInt32LE(SIDE, 22)
      }),
  ],
  [
    'claims.psd',
    () =>
      claiming(psdPacked(), (bytes) => {
        bytes.writeUInt32BE(SIDE, 14)
        bytes.writeUInt32BE(SIDE, 18)
      }),
  ],
  [
    'claims.jp2',
    () =>
      claiming(fixture('quarters.jp2'), (bytes) => {
        const at = bytes.indexOf('ff4fff51', 0, 'hex')
        bytes.writeUInt32BE(SIDE, at + 8)
        bytes.writeUInt32BE(SIDE, at + 12)
      }),
  ],
  [
    'claims.jpg',
    () =>
      claiming(losslessJpeg(), (bytes) => {
        const at = bytes.indexOf('ffc3', 0, 'hex')
        bytes.writeUInt16BE(SIDE, at + 5)
        bytes.writeUInt16BE(SIDE, at + 7)
      }),
  ],
  [
    'claims too.jpg',
    async () =>
      claiming(await sharp(blank).jpeg().toBuffer(), (bytes) => {
        const at = bytes.indexOf('ffc0', 0, 'hex')
        bytes.writeUInt16BE(SIDE, at + 5)
        bytes.writeUInt16BE(SIDE, at + 7)
      }),
  ],
  [
    'claims.gif',
    async () =>
      claiming(await sharp(blank).gif().toBuffer(), (bytes) => {
        for (const at of [6, bytes.indexOf(0x2c, 13) + 5]) {
          bytes.writeUInt16LE(SIDE, at)
          bytes.writeUInt16LE(SIDE, at + 2)
        }
      }),
  ],
]

const blank = { create: { width: 8, height: 8, channels: 3 as const, background: 'black' } }
