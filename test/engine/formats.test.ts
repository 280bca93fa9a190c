import { expect, test } from 'vitest'
import { COLOURS, difference, fixture, HEIGHT, seen, WIDTH } from '../support/quarters.ts'

/** JPEG thumbnails and lossy formats are off by so much. */
const CLOSE = 8

const files: [what: string, format: string, file: () => Buffer | Promise<Buffer>][] = [
  [
    'a HEIC photo that its file turns, with a wide colour profile, whose EXIF says to turn it again',
    'heic',
    () => fixture('quarters.heic'),
  ],
]

test.each(files)('%s is shown upright and in right colours (%s)', async (_, format, make) => {
  const photo = await seen(await make())
  expect([photo.format, photo.size]).toEqual([format, [WIDTH, HEIGHT]])
  expect(difference(photo.thumbnail, COLOURS)).toBeLessThan(CLOSE)
})
