/*
 * Renders the sample pictures and the app icon:
 *   node resources/samples/render/render.ts                      all of them
 *   node resources/samples/render/render.ts beach pizza          those whose path contains a word
 *   node resources/samples/render/render.ts --scale 0.5 --out x  drafts, into another folder
 */
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { develop } from './develop.ts'
import { exifOf } from './exif.ts'
import { samples, type Sample } from './samples.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1' },
    out: { type: 'string', default: join(import.meta.dirname, '..') },
  },
})
const wanted = (path: string): boolean =>
  positionals.length === 0 || positionals.some((word) => path.toLowerCase().includes(word.toLowerCase()))

for (const [index, sample] of samples.entries()) {
  if (!wanted(sample.path)) continue
  const started = performance.now()
  const bytes = await renderSample(sample, index + 1, Number(values.scale), join(values.out, sample.path))
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${sample.path}: ${Math.round(bytes / 1024)} KB, ${seconds} s`)
}
if (wanted('icon')) await renderIcon()

/** Paints, develops and writes one sample; returns its size in bytes. */
async function renderSample(sample: Sample, seed: number, scale: number, file: string): Promise<number> {
  const [wide, high] = sample.size.map((side) => Math.round(side * scale)) as [number, number]
  const picture = await sample.scene.paint({ width: wide, height: high, samples: scale < 1 ? 1 : 2 })
  const { width, height } = picture
  const pixels = await develop(picture, sample.scene.development ?? {}, seed)
  // a camera held upright stores its pixels lying down and notes how to turn them
  const turn = sample.orientation === 6 ? 270 : sample.orientation === 8 ? 90 : 0
  const image = sharp(pixels, { raw: { width, height, channels: 3 } }).rotate(turn)
  image.withExif(exifOf(sample)).withMetadata({ orientation: sample.orientation ?? 1, density: 72 })
  await mkdir(dirname(file), { recursive: true })
  if (file.endsWith('.png')) image.png({ palette: true, colours: 128, dither: 0, compressionLevel: 9 })
  else if (file.endsWith('.webp')) image.webp({ quality: 80 })
  else image.jpeg({ quality: 78, mozjpeg: true })
  return (await image.toFile(file)).size
}

/** icon.svg as the 512 px PNG that packagers ask for. */
async function renderIcon(): Promise<void> {
  const folder = join(import.meta.dirname, '../../icons')
  const svg = await readFile(join(folder, 'icon.svg'))
  await sharp(svg, { density: 144 })
    .resize(512, 512)
    .png({ compressionLevel: 9 })
    .toFile(join(folder, 'icon.png'))
}
