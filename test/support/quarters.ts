import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { writeThumbnail } from '../../src-main/engine/inference/indexPhoto.ts'
import { decodeForModel } from '../../src-main/engine/inference/preprocess/decode.ts'
import { projectRoot } from './library.ts'

/** The picture that tells which way it lies and which colours it has: four quarters. */
export const WIDTH = 64
export const HEIGHT = 48
/** top left, top right, bottom left, bottom right, in sRGB */
export const COLOURS = [
  [200, 60, 40],
  [50, 160, 70],
  [40, 80, 190],
  [220, 200, 90],
] as const

export type Pixel = (x: number, y: number) => readonly number[]

export const quarterAt: Pixel = (x, y) => COLOURS[(y < HEIGHT / 2 ? 0 : 2) + (x < WIDTH / 2 ? 0 : 1)]!

/** Samples of a picture, row by row. */
export const samples = (width = WIDTH, height = HEIGHT, pixel = quarterAt): number[] =>
  Array.from({ length: width * height }, (_, i) => pixel(i % width, Math.floor(i / width))).flat()

export const quarters = (): Sharp =>
  sharp(Uint8Array.from(samples()), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })

/** The same, lying on its left side: orientation 6 turns it upright. */
export const lyingQuarters = (): Sharp => quarters().rotate(270)

/** A file of test/fixtures/formats, made of the same picture. */
export const fixture = (name: string): Buffer =>
  readFileSync(join(projectRoot, 'test', 'fixtures', 'formats', name))

/** What people and models see of a photo: its format, its size, and the colours in the middle of the four quarters. */
export async function seen(file: Buffer): Promise<{
  format: string
  size: number[]
  thumbnail: number[][]
  model: number[][]
  /** the mean colours of the thumbnail's quarters */
  means: number[][]
}> {
  const photo = await decodeForModel(file, { minSide: 448 })
  const folder = mkdtempSync(join(tmpdir(), 'lumitag-test-'))
  const picture = join(folder, 'thumbnail.jpg')
  try {
    await writeThumbnail(photo, picture)
    const { data, info } = await sharp(picture).raw().toBuffer({ resolveWithObject: true })
    return {
      format: photo.header.format,
      size: [photo.original!.width, photo.original!.height],
      thumbnail: quarterColours(data, info),
      model: quarterColours(photo.pixels, photo),
      means: await quarterMeans(picture),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

function quarterColours(
  pixels: Uint8Array,
  { width, height }: { width: number; height: number },
): number[][] {
  return [1, 3].flatMap((row) =>
    [1, 3].map((column) => {
      const at = (Math.floor((row * height) / 4) * width + Math.floor((column * width) / 4)) * 3
      return [...pixels.subarray(at, at + 3)]
    }),
  )
}

/** A picture of 2 x 2, but not of a few of its pixels. */
async function quarterMeans(picture: string): Promise<number[][]> {
  const SIDE = 64
  const pixels = await sharp(picture).resize(SIDE, SIDE, { fit: 'fill', kernel: 'linear' }).raw().toBuffer()
  return [0, 1].flatMap((row) =>
    [0, 1].map((column) =>
      [0, 1, 2].map((channel) => {
        let sum = 0
        for (let y = 0; y < SIDE / 2; y++)
          for (let x = 0; x < SIDE / 2; x++)
            sum += pixels[((row * (SIDE / 2) + y) * SIDE + (column * SIDE) / 2 + x) * 3 + channel]!
        return Math.round(sum / (SIDE / 2) ** 2)
      }),
    ),
  )
}

/** The largest difference between two lists of colours, in grey levels. */
export const difference = (
  some: readonly (readonly number[])[],
  others: readonly (readonly number[])[],
): number =>
  Math.max(...some.flatMap((colour, i) => colour.map((value, j) => Math.abs(value - others[i]![j]!))))
