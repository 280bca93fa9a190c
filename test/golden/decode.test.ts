import { existsSync, readdirSync, readFileSync } from 'node:fs'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { decodeForModel } from '../../src-main/engine/inference/preprocess/decode.ts'
import { toErrorData } from '../../src-shared/errors.ts'

const photos = new URL('../../../shared/photos/', import.meta.url)
const minSide = 448

type Channels = 1 | 2 | 3 | 4
function image(width: number, height: number, channels: Channels, pixel: (i: number) => number): Sharp {
  const pixels = Uint8Array.from({ length: width * height * channels }, (_, i) => pixel(i))
  return sharp(pixels, { raw: { width, height, channels } })
}

/** Smooth, so that JPEG and shrinking keep it. */
const gradient = (width: number, height: number): Sharp =>
  image(width, height, 3, (i) => Math.floor(((Math.floor(i / 3) % width) * 255) / width))

/** "picture", or the code of the error. */
async function outcome(file: Buffer): Promise<string> {
  return decodeForModel(file, { minSide }).then(
    () => 'picture',
    (error: unknown) => toErrorData(error).code,
  )
}

test('a photo of up to 4 megapixels is decoded whole, byte for byte', async () => {
  const pixels = Uint8Array.from({ length: 40 * 30 * 3 }, (_, i) => (i * 37) % 256)
  const file = await sharp(pixels, { raw: { width: 40, height: 30, channels: 3 } })
    .png()
    .toBuffer()
  const photo = await decodeForModel(file, { minSide })
  expect([photo.mode, photo.width, photo.height]).toEqual(['exact', 40, 30])
  expect(Buffer.compare(photo.pixels, pixels)).toBe(0)
})

test('a photo stands upright whatever its orientation tag says', async () => {
  // white on the left; 6 = turn clockwise, which brings the left to the top
  const left = image(4, 2, 3, (i) => (Math.floor(i / 3) % 4 < 2 ? 255 : 0))
  const photo = await decodeForModel(
    await left.withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer(),
    {
      minSide,
    },
  )
  expect([photo.width, photo.height]).toEqual([2, 4])
  expect([...photo.pixels]).toEqual([...Array<number>(12).fill(255), ...Array<number>(12).fill(0)])
})

test('grey, transparent and 16-bit pictures become plain RGB; transparency is dropped, not blended', async () => {
  const grey = await image(1, 1, 1, () => 90)
    .toColourspace('b-w')
    .png()
    .toBuffer()
  const seeThrough = await image(1, 1, 4, (i) => [10, 20, 30, 0][i]!)
    .png()
    .toBuffer()
  const deep = await image(1, 1, 3, () => 128)
    .toColourspace('rgb16')
    .png()
    .toBuffer()
  const pixels = async (file: Buffer): Promise<number[]> => [
    ...(await decodeForModel(file, { minSide })).pixels,
  ]
  expect(await pixels(grey)).toEqual([90, 90, 90])
  expect(await pixels(seeThrough)).toEqual([10, 20, 30])
  expect(await pixels(deep)).toEqual([128, 128, 128])
})

test('a large photo is shrunk while it is decoded, keeping its shape and its look', async () => {
  const file = await gradient(3000, 2000).jpeg({ quality: 95 }).toBuffer()
  const { mode, width, height, pixels, header } = await decodeForModel(file, { minSide })
  expect([mode, width, height, header.width]).toEqual(['fast', 672, 448, 3000])
  const wanted = await gradient(672, 448).raw().toBuffer()
  const difference = pixels.reduce((sum, value, i) => sum + Math.abs(value - wanted[i]!), 0) / pixels.length
  expect(difference).toBeLessThan(1)
})

test('nothing is enlarged: a strip that is large but narrow is decoded whole', async () => {
  const file = await gradient(20_000, 300).jpeg().toBuffer()
  const { mode, width, height } = await decodeForModel(file, { minSide })
  expect([mode, width, height]).toEqual(['exact', 20_000, 300])
})

describe('what cannot be decoded has an error that says why', () => {
  const box = (brand: string): Buffer =>
    Buffer.from(`\0\0\0\x18ftyp${brand}\0\0\0\0${brand}${brand}`, 'latin1')
  const directory = (...entries: number[][]): Buffer => {
    const file = Buffer.alloc(10 + entries.length * 12 + 4)
    file.write('II*\0\x08\0\0\0', 'latin1')
    file.writeUInt16LE(entries.length, 8)
    entries.forEach(([tag, value], i) => {
      file.writeUInt16LE(tag!, 10 + i * 12)
      file.writeUInt16LE(4, 12 + i * 12)
      file.writeUInt32LE(value!, 18 + i * 12)
    })
    return file
  }
  test.each([
    ['an empty file', 'EMPTY_FILE', Buffer.alloc(0)],
    ['a text', 'NOT_AN_IMAGE', Buffer.from('Dear Anna,')],
    ['a sidecar', 'NOT_AN_IMAGE', Buffer.from('<?xml version="1.0"?><x:xmpmeta/>')],
    ['a video', 'NOT_AN_IMAGE', box('isom')],
    [
      'an SVG',
      'UNSUPPORTED_FORMAT',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    ['the first bytes of a HEIC photo', 'DAMAGED_IMAGE', box('heic')],
    ['a CR3 photo without a preview', 'UNSUPPORTED_FORMAT', box('crx ')],
    ['a DNG photo without a preview', 'UNSUPPORTED_FORMAT', directory([0xc612, 1])],
    [
      'a NEF photo without a preview, whose first picture is its thumbnail',
      'UNSUPPORTED_FORMAT',
      directory([0xfe, 1], [0x14a, 8]),
    ],
    ['a TIFF without a picture', 'DAMAGED_IMAGE', directory([0x100, 1])],
    ['the first bytes of a BMP', 'DAMAGED_IMAGE', Buffer.from('BM')],
    ['the first bytes of a JPEG', 'DAMAGED_IMAGE', Buffer.from('ffd8ffe0', 'hex')],
  ])('%s: %s', async (_, code, file) => {
    expect(await outcome(file)).toBe(code)
  })

  test('a JPEG that was cut off is damaged, even if someone wrote an end mark behind the cut', async () => {
    const whole = await image(300, 200, 3, (i) => (i * 7919) % 256)
      .jpeg()
      .toBuffer()
    const half = whole.subarray(0, whole.length / 2)
    const closed = Buffer.concat([half, Buffer.from('ffd9', 'hex')])
    expect(await Promise.all([whole, half, closed].map(outcome))).toEqual([
      'picture',
      'DAMAGED_IMAGE',
      'DAMAGED_IMAGE',
    ])
  })

  test('stray bytes in the header of a JPEG do no harm', async () => {
    const whole = await gradient(30, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const frame = whole.indexOf(Buffer.from('ffc0', 'hex'))
    const stray = Buffer.concat([whole.subarray(0, frame), Buffer.alloc(3), whole.subarray(frame)])
    const photo = await decodeForModel(stray, { minSide })
    expect([photo.width, photo.height]).toEqual([20, 30])
    expect(photo.pixels).toEqual((await decodeForModel(whole, { minSide })).pixels)
  })

  test('a PNG that was cut off is damaged, and one that claims billions of pixels is too large', async () => {
    const whole = await image(300, 200, 3, (i) => (i * 7919) % 256)
      .png()
      .toBuffer()
    const huge = Buffer.from(whole)
    huge.writeUInt32BE(100_000, 16)
    huge.writeUInt32BE(100_000, 20)
    huge.writeUInt32BE(0x59c0d1b0, 29)
    expect(await outcome(whole.subarray(0, whole.length / 2))).toBe('DAMAGED_IMAGE')
    expect(await outcome(huge)).toBe('IMAGE_TOO_LARGE')
  })
})

test('SVG is never decoded in this process, not even on the way around', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
  await expect(sharp(svg).metadata()).rejects.toThrow(/unsupported image format/)
})

describe.skipIf(!existsSync(photos))('a collection of damaged and hostile files', () => {
  test.each(existsSync(photos) ? readdirSync(new URL('corrupt/', photos)) : [])(
    '%s: each is a picture or an error with a code',
    async (folder) => {
      const url = new URL(`corrupt/${folder}/`, photos)
      const files = readdirSync(url).map((name) => readFileSync(new URL(encodeURIComponent(name), url)))
      const outcomes = await Promise.all(files.map(outcome))
      expect(outcomes.length).toBeGreaterThan(0)
      expect(outcomes).not.toContain('INTERNAL')
    },
  )

  test.each([
    'exif/broken_orientation_exif.jpg',
    'exif/hopper_bad_exif.jpg',
    'exif/iso_error.jpg',
    'truncated/truncated.jpg',
    'truncated/truncated_image.png',
  ])('%s is damaged: the decoder would fill it with grey or rubbish', async (name) => {
    expect(await outcome(readFileSync(new URL(`corrupt/${name}`, photos)))).toBe('DAMAGED_IMAGE')
  })

  test('camera RAW files without a real preview are not taken for their thumbnails', async () => {
    const url = new URL('zoo/raw/', photos)
    const names = readdirSync(url).filter((name) => !name.includes('R6-pruned'))
    const files = names.map((name) => readFileSync(new URL(name, url)))
    expect(new Set(await Promise.all(files.map(outcome)))).toEqual(new Set(['UNSUPPORTED_FORMAT']))
  })
})
