import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cfaDng } from '../support/cfaDng.ts'
import { tiffFile } from '../../src-main/engine/inference/formats/tiffFile.ts'
import { bmp24, bmp4, bmp565, bmpRuns, bmpTopDown, losslessJpeg } from '../support/pictureFiles.ts'
import { psd16, psdCmyk, psdIndexed, psdPacked } from '../support/pictureFiles.ts'
import { pngWith, turned } from '../support/pngFiles.ts'
import {
  COLOURS,
  difference,
  fixture,
  HEIGHT,
  lyingQuarters,
  quarters,
  seen,
  WIDTH,
} from '../support/quarters.ts'
import { arw, cr2, cr3, dng, nef, orf, raf, rw2 } from '../support/rawFiles.ts'

/** JPEG thumbnails and lossy formats are off by so much. */
const CLOSE = 8

type Make = () => Buffer | Promise<Buffer>
const files: [what: string, format: string, file: Make][] = [
  [
    'a JPEG that lies on its side',
    'jpeg',
    () => lyingQuarters().withMetadata({ orientation: 6 }).jpeg(best).toBuffer(),
  ],
  [
    'a progressive JPEG',
    'jpeg',
    () =>
      quarters()
        .jpeg({ ...best, progressive: true })
        .toBuffer(),
  ],
  ['a JPEG without loss', 'jpeg', losslessJpeg],
  ['a TIFF of 16 bits in wide colours', 'tiff', deepAndWide],
  ['a PNG whose EXIF says that it lies on its side', 'png', async () => pngWith('eXIf', turned(6))],
  [
    'a PNG of which only XMP says so',
    'png',
    async () => pngWith('iTXt', Buffer.from('XML:com.adobe.xmp\0\0\0\0\0<x tiff:Orientation="6"/>')),
  ],
  ['an animated PNG', 'png', () => pngWith('acTL', Buffer.alloc(8, 1), quarters())],
  ['a WebP', 'webp', () => quarters().webp({ lossless: true }).toBuffer()],
  ['an AVIF', 'avif', () => quarters().avif({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()],
  ['a GIF', 'gif', () => quarters().gif().toBuffer()],
  [
    'a TIFF that lies on its side',
    'tiff',
    () => lyingQuarters().withMetadata({ orientation: 6 }).tiff({ compression: 'lzw' }).toBuffer(),
  ],
  [
    'a HEIC that its file turns, in wide colours, whose EXIF says to turn it again',
    'heic',
    () => fixture('quarters.heic'),
  ],
  ['a JPEG XL made of a JPEG that lies on its side, in wide colours', 'jxl', () => fixture('quarters.jxl')],
  ['a JPEG 2000 in boxes', 'jp2', () => fixture('quarters.jp2')],
  ['a bare JPEG 2000', 'jp2', () => fixture('quarters.j2k')],
  ['a BMP of 24 bits', 'bmp', bmp24],
  ['a BMP of 32 bits from the top', 'bmp', bmpTopDown],
  ['a BMP of 16 bits with masks', 'bmp', bmp565],
  ['a BMP of 4 bits', 'bmp', bmp4],
  ['a BMP of run lengths', 'bmp', bmpRuns],
  ['a Photoshop document, packed, with transparency', 'psd', psdPacked],
  ['a Photoshop document of 16 bits', 'psd', psd16],
  ['a Photoshop document with a palette', 'psd', psdIndexed],
]
const best = { quality: 100, chromaSubsampling: '4:4:4' }

test.each(files)('%s is upright and in right colours (%s)', async (_, format, make) => {
  const photo = await seen(await make())
  expect([photo.format, photo.size]).toEqual([format, [WIDTH, HEIGHT]])
  expect(difference(photo.thumbnail, COLOURS)).toBeLessThan(CLOSE)
})

test.each([
  ['CR2', cr2],
  ['CR3', cr3],
  ['NEF', nef],
  ['ARW', arw],
  ['RAF', raf],
  ['ORF', orf],
  ['RW2', rw2],
  ['DNG', dng],
] as [string, Make][])(
  'of a %s the largest preview is taken, not its thumbnail or tiles, and turned as the file says',
  async (name, make) => {
    const photo = await seen(await make())
    expect([photo.format, photo.size]).toEqual([name.toLowerCase(), [512, 384]])
    for (const colours of [photo.thumbnail, photo.model])
      expect(difference(colours, COLOURS)).toBeLessThan(CLOSE)
  },
)

test.each([
  ['a Photoshop document in inks', psdCmyk],
  ['a RAW file that holds no preview', () => cfaDng(1)],
  ['a JPEG in inks', () => quarters().toColourspace('cmyk').withIccProfile('cmyk').jpeg(best).toBuffer()],
] as [string, Make][])('%s is shown in colours that people know again', async (_, make) => {
  const { thumbnail } = await seen(await make())
  expect(thumbnail.map(hue)).toEqual(['red', 'green', 'blue', 'yellow'])
})

test('a RAW file that is developed lies as it says', async () => {
  const lying = await seen(cfaDng(6))
  expect(lying.size).toEqual([HEIGHT * 8, WIDTH * 8])
  // turned clockwise: what was at the bottom left is at the top left
  expect(lying.thumbnail.map(hue)).toEqual(['blue', 'red', 'yellow', 'green'])
})

function hue(colour: readonly number[]): string {
  const [red = 0, green = 0, blue = 0] = colour
  if (blue < Math.min(red, green) && Math.abs(red - green) < 60) return 'yellow'
  return ['red', 'green', 'blue'][colour.indexOf(Math.max(red, green, blue))]!
}

test('of a RAW file that was cut off nothing is made up', async () => {
  const whole = cfaDng(1)
  for (const length of [whole.length / 2, 8192])
    await expect(seen(whole.subarray(0, length))).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
})

/** Sixteen bits, in Display P3. */
async function deepAndWide(): Promise<Buffer> {
  const wide = await quarters().withIccProfile('p3').tiff({ compression: 'none' }).toBuffer()
  const { icc } = await sharp(wide).metadata()
  const { data } = await sharp(wide, { ignoreIcc: true }).raw().toBuffer({ resolveWithObject: true })
  const pixels = Uint8Array.from([...data].flatMap((value) => [value, value]))
  return tiffFile({ pixels, width: WIDTH, height: HEIGHT, channels: 3, bits: 16, icc })
}
