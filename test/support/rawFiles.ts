import sharp from 'sharp'
import { lyingQuarters } from './quarters.ts'

/*
 * Files as cameras write them, as far as previews go: a thumbnail in the wrong colours, then the preview, which lies as
 * the sensor did, and what says so.
 */

type Entry = [tag: number, value: number | number[] | string]

const ORIENTATION: Entry = [0x112, 6]
const BLOBS_AT = 4096

const wrong = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#ff00ff' } })
    .jpeg()
    .toBuffer()

/** Large enough to be a preview. */
const preview = (orientation?: number): Promise<Buffer> => {
  const picture = lyingQuarters().resize(384, 512, { kernel: 'nearest' })
  return (orientation ? picture.withMetadata({ orientation }) : picture).jpeg({ quality: 95 }).toBuffer()
}

/** A file of directories, the second one below the first, in little-endian order; values are long numbers or texts. */
function directories(magic: string, main: Entry[], sub: Entry[] = []): Buffer {
  const file = Buffer.alloc(BLOBS_AT)
  file.write(magic, 'latin1')
  file.writeUInt32LE(16, 4)
  let free = 1024
  const write = (entries: Entry[], at: number): void => {
    file.writeUInt16LE(entries.length, at)
    entries.forEach(([tag, value], i) => {
      const entry = at + 2 + i * 12
      const bytes = typeof value === 'string' ? Buffer.from(`${value}\0`, 'latin1') : longs([value].flat())
      file.writeUInt16LE(tag, entry)
      file.writeUInt16LE(typeof value === 'string' ? 2 : 4, entry + 2)
      file.writeUInt32LE(typeof value === 'string' ? bytes.length : bytes.length / 4, entry + 4)
      file.writeUInt32LE(free, entry + 8)
      file.set(bytes, bytes.length <= 4 ? entry + 8 : free)
      free += bytes.length
    })
  }
  write(sub.length > 0 ? [...main, [0x14a, 512]] : main, 16)
  write(sub, 512)
  return file
}

function longs(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeUInt32LE(value, i * 4))
  return bytes
}

async function withPictures(start: Buffer, orientation?: number): Promise<Buffer> {
  return Buffer.concat([start, await wrong(160, 120), Buffer.alloc(64, 0xff), await preview(orientation)])
}

export async function cr2(): Promise<Buffer> {
  const start = directories('II*\0', [ORIENTATION])
  start.write('CR\x02\0', 8, 'latin1')
  return withPictures(start)
}

export const nef = (): Promise<Buffer> =>
  withPictures(directories('II*\0', [[0xfe, 1], [0x10f, 'NIKON CORPORATION'], ORIENTATION], [[0x111, 9]]))

export const arw = (): Promise<Buffer> =>
  withPictures(directories('II*\0', [[0xfe, 1], [0x10f, 'SONY'], ORIENTATION], [[0x111, 9]]))

export const orf = (): Promise<Buffer> => withPictures(directories('IIRO', [ORIENTATION]))

/** Panasonic's preview says the same once more. */
export const rw2 = (): Promise<Buffer> => withPictures(directories('IIU\0', [ORIENTATION]), 6)

/** The sensor's picture lies in it as tiles that are JPEGs too, and larger than the preview. */
export async function dng(): Promise<Buffer> {
  const tile = await wrong(1024, 1024)
  const tileOffsets = [BLOBS_AT, BLOBS_AT + tile.length]
  const start = directories('II*\0', [[0xfe, 1], ORIENTATION, [0xc612, 0x401]], [[0x144, tileOffsets]])
  return withPictures(Buffer.concat([start, tile, tile]))
}

export function cr3(): Promise<Buffer> {
  const box = (name: string, content: Buffer): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(content.length + 8)
    head.write(name, 4, 'latin1')
    return Buffer.concat([head, content])
  }
  const start = box('ftyp', Buffer.from('crx \0\0\0\x01crx isom', 'latin1'))
  return withPictures(Buffer.concat([start, box('moov', box('CMT1', directories('II*\0', [ORIENTATION])))]))
}

/** The one maker whose preview alone says how it lies. */
export const raf = (): Promise<Buffer> =>
  withPictures(Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201', 'latin1'), Buffer.alloc(128)]), 6)
