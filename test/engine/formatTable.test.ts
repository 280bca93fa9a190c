import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'
import { bmp24, psdPacked } from '../support/pictureFiles.ts'
import { pngWith, turned } from '../support/pngFiles.ts'
import { fixture, HEIGHT, quarters, WIDTH } from '../support/quarters.ts'
import { arw, cr2, cr3, dng, nef, orf, raf, rw2 } from '../support/rawFiles.ts'

/** A file for each format that the README names. */
const examples: Record<string, () => Buffer | Promise<Buffer>> = {
  JPEG: () => quarters().jpeg().toBuffer(),
  PNG: () => quarters().png().toBuffer(),
  WebP: () => quarters().webp().toBuffer(),
  GIF: () => quarters().gif().toBuffer(),
  TIFF: () => quarters().tiff().toBuffer(),
  AVIF: () => quarters().avif({ effort: 0 }).toBuffer(),
  HEIC: () => fixture('quarters.heic'),
  'JPEG XL': () => fixture('quarters.jxl'),
  'JPEG 2000': () => fixture('quarters.jp2'),
  BMP: bmp24,
  PSD: psdPacked,
  CR2: cr2,
  CR3: cr3,
  NEF: nef,
  ARW: arw,
  RAF: raf,
  ORF: orf,
  RW2: rw2,
  DNG: dng,
  SVG: () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  ICO: () => Buffer.from('00000100010001', 'hex'),
}

test('a PNG that lies on its side is upright in the full view, too; others are shown as they are', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await mkdir(photos)
  await writeFile(join(photos, 'lying.png'), await pngWith('eXIf', turned(6)))
  await writeFile(join(photos, 'upright.png'), await quarters().png().toBuffer())
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const full = async (name: string): Promise<unknown[]> => {
    const { id } = await engine.call('photos.locate', { path: join(photos, name) })
    const { version } = await engine.call('photos.get', { id })
    const answer = await engine.media(new Request(`photo://full/${id}?v=${version}`))
    const { format, width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata()
    return [format, width, height]
  }
  expect(await full('lying.png')).toEqual(['jpeg', WIDTH, HEIGHT])
  expect(await full('upright.png')).toEqual(['png', WIDTH, HEIGHT])
})

/** The rows of the README's table of formats: thumbnail, full view and embedding for each format. */
function promised(): Map<string, string[]> {
  const lines = readFileSync(join(projectRoot, 'README.md'), 'utf8').split('\n')
  const start = lines.findIndex((line) => line.startsWith('| format |'))
  const rows = lines.slice(start + 2, lines.indexOf('', start))
  return new Map(
    rows.flatMap((row) => {
      const [, formats = '', ...cells] = row.split('|').map((cell) => cell.trim())
      const names = formats.replaceAll(/ \([^)]*\)/g, '').split(', ')
      return names.map((name): [string, string[]] => [name, cells.slice(0, 3)])
    }),
  )
}

test('the README says of each format what is true: thumbnail, full view, embedding', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await mkdir(photos)
  const names = Object.keys(examples)
  // endings say nothing
  const fileOf = (name: string): string => join(photos, `${name}.jpg`)
  for (const [at, name] of names.entries())
    await writeFile(fileOf(name), Buffer.concat([await examples[name]!(), Buffer.alloc(at)]))
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()

  const found = new Map<string, string[]>()
  for (const name of names) {
    const { id } = await engine.call('photos.locate', { path: fileOf(name) })
    const { version } = await engine.call('photos.get', { id })
    const picture = async (kind: string): Promise<string> => {
      const { status, headers } = await engine.media(new Request(`photo://${kind}/${id}?v=${version}`))
      if (status !== 200) return 'no'
      return headers.get('Content-Type') === 'image/jpeg' && kind === 'full' && name !== 'JPEG'
        ? 'as JPEG'
        : 'yes'
    }
    const source = { kind: 'text' as const, text: `like:${id}`, more: true }
    const embedding = (await engine.call('photos.index', { source })).ids.length > 0 ? 'yes' : 'no'
    found.set(name, [await picture('thumb'), await picture('full'), embedding])
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(promised()))
})
