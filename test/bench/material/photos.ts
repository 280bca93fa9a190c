import { globSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp, { type Exif } from 'sharp'
import { made } from './cache.ts'
import { projectRoot } from './places.ts'
import { seeded } from './random.ts'

/** What cameras make: 12 to 24 megapixels, every fourth one upright. */
const SIZES = [
  [4000, 3000],
  [4608, 3456],
  [5184, 3456],
  [5472, 3648],
  [6000, 4000],
  [4000, 3000],
] as const
const samples = join(projectRoot, 'resources', 'samples')
const PHOTOS = 24
const TAKEN = new Date('2024-05-01T12:00:00Z')
const QUALITY = 90
/** Standard deviation of the grain in grey levels: with it a photo takes about 2.6 MB, as from a camera. */
const GRAIN = 4.3
const TILE = 1 << 20

/**
 * One of 24 JPEGs like a camera's: a sample picture, enlarged and grained, with EXIF. The same ones on every run.
 * Answers its file.
 */
function photo(index: number, cache: string): Promise<string> {
  const [long, short] = SIZES[index % SIZES.length]!
  const [width, height] = index % 4 === 3 ? [short, long] : [long, short]
  const pictures = globSync('*/*.{jpg,webp}', { cwd: samples }).sort()
  const picture = join(samples, pictures[index % pictures.length]!)
  return made(join(cache, 'photos', `${String(index).padStart(2, '0')}.jpg`), 5, (file) =>
    writePhoto(picture, width, height, index, file),
  )
}

async function writePhoto(
  picture: string,
  width: number,
  height: number,
  index: number,
  file: string,
): Promise<void> {
  const { data } = await sharp(picture)
    .flop(index >= 12)
    .resize(width, height, { fit: 'cover', kernel: 'lanczos3' })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const grain = grainTile()
  for (let i = 0, at = index * 77_773; i < data.length; i++) {
    const value = data[i]! + grain[(at + i) % TILE]!
    data[i] = value < 0 ? 0 : value > 255 ? 255 : value
  }
  await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: QUALITY })
    .withExif(exif(index))
    .toFile(file)
}

/** Noise with neighbours in common, as a sensor's has after its colours were interpolated. */
function grainTile(): Int8Array {
  const random = seeded(7)
  const white = Float32Array.from({ length: TILE + 6 }, () => random() + random() + random() - 1.5)
  return Int8Array.from({ length: TILE }, (_, i) => (white[i]! + white[i + 3]!) * Math.SQRT2 * GRAIN)
}

function exif(index: number): Exif {
  const day = String(1 + index).padStart(2, '0')
  return {
    IFD0: { Make: 'Lumitag', Model: 'Bench', Orientation: '1' },
    IFD2: { DateTimeOriginal: `2024:05:${day} 12:00:00`, OffsetTimeOriginal: '+02:00', FNumber: '28/10' },
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '47/1 30/1 0/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: '8/1 30/1 0/1',
    },
  }
}

/**
 * `count` photos of different content in a folder of their own: the 24 in turn, each copy with a comment that no other
 * file has. The decoder's work is the same.
 */
export async function photosIn(folder: string, count: number, cache: string): Promise<string> {
  mkdirSync(folder, { recursive: true })
  for (let index = 0; index < count; index++) {
    const original = readFileSync(await photo(index % PHOTOS, cache))
    const file = join(folder, `${String(index).padStart(5, '0')}.jpg`)
    writePhotoFile(file, withComment(original, `${folder} ${index}`))
  }
  return folder
}

/** So many small photos of different content, a thousand to a folder: cheap to make and to read. */
export async function smallPhotosIn(folder: string, count: number): Promise<string> {
  const pictures = globSync('*/*.jpg', { cwd: samples }).sort()
  const small = await Promise.all(
    pictures.map((picture) => sharp(join(samples, picture)).resize(320, 240).jpeg().toBuffer()),
  )
  for (let index = 0; index < count; index++) {
    const thousand = join(folder, String(Math.floor(index / 1000)))
    mkdirSync(thousand, { recursive: true })
    writePhotoFile(
      join(thousand, `${index}.jpg`),
      withComment(small[index % small.length]!, `small ${index}`),
    )
  }
  return folder
}

/** An old file: new ones are read only when nothing was written to them for a while. */
function writePhotoFile(file: string, bytes: Buffer): void {
  writeFileSync(file, bytes)
  utimesSync(file, TAKEN, TAKEN)
}

/** A JPEG with a comment (COM segment) right behind its start marker. */
export function withComment(jpeg: Buffer, words: string): Buffer {
  const text = Buffer.from(words)
  const head = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff])
  return Buffer.concat([jpeg.subarray(0, 2), head, text, jpeg.subarray(2)])
}
