import { HEIGHT, quarterAt, samples, WIDTH, type Pixel } from './quarters.ts'

/*
 * The four quarters in formats that have no writer here: BMP, Photoshop documents and lossless JPEG, each as its
 * specification says.
 */

const flat = samples()

/** A BMP: `rows` from the bottom up; the header's fields as they differ. */
function bmp(
  bits: number,
  rows: Buffer,
  { compression = 0, palette = Buffer.alloc(0), masks = Buffer.alloc(0), height = HEIGHT } = {},
): Buffer {
  const header = Buffer.alloc(54)
  const pixelsAt = header.length + masks.length + palette.length
  header.write('BM', 'latin1')
  header.writeUInt32LE(pixelsAt + rows.length, 2)
  header.writeUInt32LE(pixelsAt, 10)
  header.writeUInt32LE(40, 14)
  header.writeInt32LE(WIDTH, 18)
  header.writeInt32LE(height, 22)
  header.writeUInt16LE(1, 26)
  header.writeUInt16LE(bits, 28)
  header.writeUInt32LE(compression, 30)
  return Buffer.concat([header, masks, palette, rows])
}

const bottomUp = (pixel: (x: number, y: number) => number[]): Buffer =>
  Buffer.from(samples(WIDTH, HEIGHT, (x, y) => pixel(x, HEIGHT - 1 - y)))
const reversed: Pixel = (x, y) => [...quarterAt(x, y)].reverse()
const indexAt = (x: number, y: number): number => (y < HEIGHT / 2 ? 0 : 2) + (x < WIDTH / 2 ? 0 : 1)
const palette = Buffer.from([0, 1, 2, 3].flatMap((i) => [...reversed((i % 2) * 40, i > 1 ? 40 : 0), 0]))

export const bmp24 = (): Buffer =>
  bmp(
    24,
    bottomUp((x, y) => [...reversed(x, y)]),
  )

export const bmpTopDown = (): Buffer =>
  bmp(32, Buffer.from(samples(WIDTH, HEIGHT, (x, y) => [...reversed(x, y), 0])), { height: -HEIGHT })

export function bmp565(): Buffer {
  const rows = bottomUp((x, y) => {
    const [red, green, blue] = quarterAt(x, y) as [number, number, number]
    const value = ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3)
    return [value & 255, value >> 8]
  })
  const masks = Buffer.alloc(12)
  ;[0xf800, 0x7e0, 0x1f].forEach((mask, i) => masks.writeUInt32LE(mask, i * 4))
  return bmp(16, rows, { compression: 3, masks })
}

export const bmp4 = (): Buffer =>
  bmp(4, Buffer.from(samples(WIDTH / 2, HEIGHT, (x, y) => [indexAt(x * 2, HEIGHT - 1 - y) * 17])), {
    palette,
  })

/** Each row as two runs and an end of line. */
export function bmpRuns(): Buffer {
  const rows = Array.from({ length: HEIGHT }, (_, y) => {
    const first = indexAt(0, HEIGHT - 1 - y)
    return [WIDTH / 2, first, WIDTH / 2, first + 1, 0, 0]
  })
  return bmp(8, Buffer.from([...rows.flat(), 0, 1]), { compression: 1, palette })
}

/** A Photoshop document without layers; `planes` hold each channel's samples. */
function photoshop(
  mode: number,
  planes: number[][],
  { bits = 8, packed = false, colours = Buffer.alloc(0) } = {},
): Buffer {
  const header = Buffer.alloc(26)
  header.write('8BPS', 'latin1')
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(planes.length, 12)
  header.writeUInt32BE(HEIGHT, 14)
  header.writeUInt32BE(WIDTH, 18)
  header.writeUInt16BE(bits, 22)
  header.writeUInt16BE(mode, 24)
  const section = (content: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(content.length)
    return Buffer.concat([length, content])
  }
  const empty = section(Buffer.alloc(0))
  const start = [header, section(colours), empty, empty]
  if (!packed) return Buffer.concat([...start, Buffer.from([0, 0]), Buffer.from(planes.flat())])
  const rows = planes.flatMap((plane) =>
    Array.from({ length: HEIGHT }, (_, y) => packedRow(plane.slice(y * WIDTH, (y + 1) * WIDTH))),
  )
  const counts = Buffer.from(rows.flatMap(({ length }) => [length >> 8, length & 255]))
  return Buffer.concat([...start, Buffer.from([0, 1]), counts, Buffer.from(rows.flat())])
}

/** The left half as it is, the right half as a run. */
const packedRow = (row: number[]): number[] => [
  WIDTH / 2 - 1,
  ...row.slice(0, WIDTH / 2),
  257 - WIDTH / 2,
  row[WIDTH / 2]!,
]

const plane = (channel: number): number[] => flat.filter((_, i) => i % 3 === channel)
const rgb = [plane(0), plane(1), plane(2)]

export const psdPacked = (): Buffer =>
  photoshop(3, [...rgb, flat.slice(0, WIDTH * HEIGHT).map(() => 128)], { packed: true })

export const psd16 = (): Buffer =>
  photoshop(
    3,
    rgb.map((values) => values.flatMap((value) => [value, value])),
    { bits: 16 },
  )

/** Ink is stored as what is left of the light. */
export const psdCmyk = (): Buffer => photoshop(4, [...rgb, rgb[0]!.map(() => 255)])

export function psdIndexed(): Buffer {
  const colours = Buffer.alloc(768)
  for (let i = 0; i < 4; i++)
    quarterAt((i % 2) * 40, i > 1 ? 40 : 0).forEach((value, channel) => (colours[channel * 256 + i] = value))
  return photoshop(2, [samples(WIDTH, HEIGHT, (x, y) => [indexAt(x, y)])], { colours })
}

/** A lossless JPEG of three components, predicted from the left, or from above at the left edge. */
export function losslessJpeg(): Buffer {
  const segment = (marker: number, content: number[]): number[] => [
    0xff,
    marker,
    (content.length + 2) >> 8,
    (content.length + 2) & 255,
    ...content,
  ]
  // ten categories, each with a code of four bits
  const codes = Array.from({ length: 10 }, (_, i) => i)
  let bits = ''
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++)
      for (let channel = 0; channel < 3; channel++) {
        const value = quarterAt(x, y)[channel]!
        const before = x > 0 ? quarterAt(x - 1, y) : y > 0 ? quarterAt(x, y - 1) : undefined
        const difference = value - (before?.[channel] ?? 128)
        const category = difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1
        bits += category.toString(2).padStart(4, '0')
        const code = difference < 0 ? difference + (1 << category) - 1 : difference
        if (category > 0) bits += code.toString(2).padStart(category, '0')
      }
  const bytes = (bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, '1'), 2))
  return Buffer.from([
    ...[0xff, 0xd8],
    ...segment(0xc3, [
      8,
      HEIGHT >> 8,
      HEIGHT & 255,
      WIDTH >> 8,
      WIDTH & 255,
      3,
      ...[1, 2, 3].flatMap((id) => [id, 0x11, 0]),
    ]),
    ...segment(0xc4, [0, 0, 0, 0, codes.length, ...Array<number>(12).fill(0), ...codes]),
    ...segment(0xda, [3, 1, 0, 2, 0, 3, 0, 1, 0, 0]),
    ...bytes.flatMap((byte) => (byte === 255 ? [255, 0] : [byte])),
    ...[0xff, 0xd9],
  ])
}
