import { crc32 } from 'node:zlib'
import { lyingQuarters } from './quarters.ts'

/** EXIF's TIFF with an orientation alone, high byte first. */
export function turned(orientation: number): Buffer {
  return Buffer.from(
    `4d4d002a00000008000101120003000000010${orientation.toString(16).padStart(3, '0')}000000000000`,
    'hex',
  )
}

/** A PNG with one more chunk behind its header. */
export async function pngWith(name: string, content: Buffer, picture = lyingQuarters()): Promise<Buffer> {
  const png = await picture.png().toBuffer()
  const chunk = Buffer.alloc(12 + content.length)
  chunk.writeUInt32BE(content.length)
  chunk.write(name, 4, 'latin1')
  chunk.set(content, 8)
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}
