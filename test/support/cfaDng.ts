import { HEIGHT, quarterAt, WIDTH } from './quarters.ts'

/** Photosites for each pixel of the four quarters. */
const SCALE = 8
const BRIGHTEST = 60_000

const BYTE = 1
const TEXT = 2
const SHORT = 3
const LONG = 4
const FRACTION = 10
const SIZES = { [BYTE]: 1, [TEXT]: 1, [SHORT]: 2, [LONG]: 4, [FRACTION]: 8 } as const
type Entry = [tag: number, type: keyof typeof SIZES, values: number[]]

/** A DNG with what a sensor saw and no preview: the four quarters through a filter of red, green, green and blue. */
export function cfaDng(orientation: number): Buffer {
  const [width, height] = [WIDTH * SCALE, HEIGHT * SCALE]
  const sensor = Buffer.alloc(width * height * 2)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const filter = (y % 2) + (x % 2)
      const value = quarterAt(x / SCALE, y / SCALE)[filter]!
      sensor.writeUInt16LE(Math.round((value / 255) ** 2.2 * BRIGHTEST), (y * width + x) * 2)
    }
  // sRGB's primaries, so that the camera sees what screens show
  const matrix = [3.2406, -1.5372, -0.4986, -0.9689, 1.8758, 0.0415, 0.0557, -0.204, 1.057]
  const entries: Entry[] = [
    [254, LONG, [0]],
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, [16]],
    [259, SHORT, [1]],
    [262, SHORT, [32803]],
    [271, TEXT, [...Buffer.from('Lumitag\0')]],
    [272, TEXT, [...Buffer.from('Quarters\0')]],
    [273, LONG, [0]],
    [274, SHORT, [orientation]],
    [277, SHORT, [1]],
    [278, LONG, [height]],
    [279, LONG, [sensor.length]],
    [33421, SHORT, [2, 2]],
    [33422, BYTE, [0, 1, 1, 2]],
    [50706, BYTE, [1, 4, 0, 0]],
    [50717, LONG, [BRIGHTEST]],
    [50721, FRACTION, matrix],
    [50778, SHORT, [21]],
  ]
  const start = Buffer.alloc(4096)
  start.write('II*\0', 'latin1')
  start.writeUInt32LE(8, 4)
  start.writeUInt16LE(entries.length, 8)
  let free = 2048
  entries.forEach(([tag, type, values], i) => {
    const at = 10 + i * 12
    const bytes = packed(tag === 273 ? [start.length] : values, type)
    start.writeUInt16LE(tag, at)
    start.writeUInt16LE(type, at + 2)
    start.writeUInt32LE(values.length, at + 4)
    start.writeUInt32LE(free, at + 8)
    start.set(bytes, bytes.length <= 4 ? at + 8 : free)
    free += bytes.length + (bytes.length % 2)
  })
  return Buffer.concat([start, sensor])
}

function packed(values: number[], type: keyof typeof SIZES): Buffer {
  const bytes = Buffer.alloc(Math.max(values.length * SIZES[type], 4))
  values.forEach((value, i) => {
    const at = i * SIZES[type]
    if (type === SHORT) bytes.writeUInt16LE(value, at)
    else if (type === LONG) bytes.writeUInt32LE(value, at)
    else if (type === FRACTION) bytes.writeInt32LE(10_000, bytes.writeInt32LE(Math.round(value * 10_000), at))
    else bytes[at] = value
  })
  return bytes
}
