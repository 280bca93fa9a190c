import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toErrorData } from '../../src-shared/errors.ts'
import { projectRoot } from '../support/library.ts'
import { difference, fixture, seen } from '../support/quarters.ts'

const zoo = join(projectRoot, '..', 'shared', 'photos', 'zoo')
const isThere = existsSync(zoo)
if (!isThere) console.log('left out: the zoo (../shared/photos/zoo is not there)')

/** Other decoders' answers by file: the upright size, and the mean colours of the four quarters in sRGB on white. */
const expected = JSON.parse(fixture('zoo.json').toString()) as Record<
  string,
  { size: number[]; quarters?: number[][] }
>
/** Grey levels. Most are off by one: profiles are converted by another library, and thumbnails are JPEG. */
const CLOSE = 6

test.skipIf(!isThere).each(Object.entries(expected))(
  '%s stands and looks as other decoders see it',
  async (name, { size, quarters }) => {
    const photo = await seen(readFileSync(join(zoo, name)))
    expect(photo.size).toEqual(size)
    if (quarters)
      expect(difference(photo.means, quarters), `${photo.means.join(' | ')}`).toBeLessThanOrEqual(CLOSE)
  },
)

test.skipIf(!isThere).each([
  ['jpeg/giant-image.jpg', 'IMAGE_TOO_LARGE'],
  ['tiff/tiff_tiled_planar_lzw.tiff', 'UNSUPPORTED_FORMAT'],
  ['svg/struct-image-04-t.svg', 'UNSUPPORTED_FORMAT'],
  ['raw/FujiFilm.raf', 'UNSUPPORTED_FORMAT'],
  ['raw/DNG.dng', 'UNSUPPORTED_FORMAT'],
  ['raw/Panasonic.rw2', 'UNSUPPORTED_FORMAT'],
])('%s is listed with its reason', async (name, code) => {
  const answer = await seen(readFileSync(join(zoo, name))).catch((error: unknown) => toErrorData(error).code)
  expect(answer).toBe(code)
})
