import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot, temporaryFolder } from '../support/library.ts'
import { measuredInference } from '../support/measuredInference.ts'
import { mutate } from '../support/mutate.ts'
import { bmp4, bmpRuns, losslessJpeg, psdIndexed, psdPacked } from '../support/pictureFiles.ts'
import { fixture, quarters } from '../support/quarters.ts'
import { cr3, dng } from '../support/rawFiles.ts'
import { seeded } from '../support/seeded.ts'

/** `npm run test:fuzz` goes on for five minutes, or LUMITAG_FUZZ_SECONDS; among all tests a short run must do. */
const IS_LONG = process.env.MODE === 'fuzz'
const SECONDS = IS_LONG ? Number(process.env.LUMITAG_FUZZ_SECONDS ?? 300) : 15
const SEED = Number(process.env.LUMITAG_SEED ?? Date.now() % 1_000_000)
const MOST_FILES = IS_LONG ? Infinity : 250
/** Larger ones take too long to try many of. */
const LARGEST = 400_000
/** What one file may take, in milliseconds, also on a busy computer; and what the decode process may take for it. */
const LIMIT_MS = 100_000
const LIMIT_BYTES = 2 * 1024 ** 3

const zoo = join(projectRoot, '..', 'shared', 'photos', 'zoo')
const ANSWERS = new Set([
  'picture',
  'EMPTY_FILE',
  'NOT_AN_IMAGE',
  'UNSUPPORTED_FORMAT',
  'DAMAGED_IMAGE',
  'IMAGE_TOO_LARGE',
])

test(
  `damaged files are pictures or have a code, none hangs, crashes or fills the memory (seed ${SEED})`,
  async () => {
    const random = seeded(SEED)
    const files = await wholeFiles()
    const folder = temporaryFolder()
    const inference = measuredInference(LIMIT_MS)
    const counts: Record<string, number> = {}
    const started = performance.now()
    let tried = 0
    while (performance.now() - started < SECONDS * 1000 && tried < MOST_FILES) {
      const [name, bytes] = files[Math.floor(random() * files.length)]!
      const [, other] = files[Math.floor(random() * files.length)]!
      const file = join(folder, `${++tried}${extname(name)}`)
      await writeFile(file, mutate(bytes, other, random))
      const answer = await inference.outcome(file)
      expect(ANSWERS, `seed ${SEED}, file ${tried}, made of ${name}`).toContain(answer)
      counts[answer] = (counts[answer] ?? 0) + 1
    }
    const megabytes = Math.round(inference.peak() / 1024 ** 2)
    console.log(`seed ${SEED}: ${tried} files, ${JSON.stringify(counts)}, at most ${megabytes} MB`)
    expect(tried).toBeGreaterThan(0)
    expect(inference.starts()).toBe(1)
    expect(inference.peak()).toBeLessThan(LIMIT_BYTES)
  },
  SECONDS * 1000 + 300_000,
)

async function wholeFiles(): Promise<[name: string, bytes: Buffer][]> {
  const own: [string, Buffer][] = [
    ...['quarters.heic', 'quarters.jxl', 'quarters.jp2'].map((name): [string, Buffer] => [
      name,
      fixture(name),
    ]),
    ['runs.bmp', bmpRuns()],
    ['small.bmp', bmp4()],
    ['packed.psd', psdPacked()],
    ['indexed.psd', psdIndexed()],
    ['lossless.jpg', losslessJpeg()],
    ['a.cr3', await cr3()],
    ['a.dng', await dng()],
    ['a.jpg', await quarters().withMetadata({ orientation: 6 }).jpeg().toBuffer()],
    ['a.png', await quarters().png().toBuffer()],
    ['a.webp', await quarters().webp().toBuffer()],
    ['a.avif', await quarters().avif({ effort: 0 }).toBuffer()],
    ['a.gif', await quarters().gif().toBuffer()],
    ['a.tif', await quarters().tiff({ compression: 'lzw' }).toBuffer()],
  ]
  if (!existsSync(zoo)) {
    console.log('left out: the zoo (../shared/photos/zoo is not there)')
    return own
  }
  const found = readdirSync(zoo, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(json|mov|mp4)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size < LARGEST)
    .sort()
  return [...own, ...found.map((file): [string, Buffer] => [file, readFileSync(file)])]
}
