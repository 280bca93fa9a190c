import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { bestOf } from '../../src-main/engine/duplicates/bestOf.ts'
import { createUnion } from '../../src-main/engine/duplicates/union.ts'
import type { PresentPhotos } from '../../src-main/engine/library/present.ts'
import type { Store } from '../../src-main/engine/store/store.ts'
import { fingerprints, openTestEngine, samples, temporaryFolder } from '../support/library.ts'

const withTime = (seconds: number) => ({
  IFD0: { Make: 'Canon', Model: 'Canon 1' },
  IFD2: { DateTimeOriginal: `2024:05:01 10:00:${String(seconds).padStart(2, '0')}` },
})

test('copies, smaller versions and bursts are found, each with the best one, and no file is touched', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await mkdir(photos)
  const cat = join(samples, 'At home', 'Cat.jpg')
  await copyFile(cat, join(photos, 'cat.jpg'))
  await copyFile(cat, join(photos, 'again.jpg'))
  const dunes = join(samples, '2022 Desert', 'Dunes.jpg')
  await copyFile(dunes, join(photos, 'dunes.jpg'))
  const { width = 0 } = await sharp(dunes).metadata()
  await writeFile(
    join(photos, 'dunes small.jpg'),
    await sharp(dunes)
      .resize(Math.round(width * 0.8))
      .jpeg({ quality: 80 })
      .toBuffer(),
  )
  for (const [name, second, turned] of [
    ['Gerbera.jpg', 1, 1],
    ['Gerbera.jpg', 2, 2],
    ['Snowy peaks.jpg', 3, 0],
  ] as const)
    await writeFile(
      join(photos, `shot ${second}.jpg`),
      await sharp(join(samples, '2024 Mountains', name))
        .rotate(turned, { background: '#557744' })
        .jpeg()
        .withExif(withTime(second))
        .toBuffer(),
    )
  // a part of a photo that nothing else shows: the first shot was moved, the second is sharp, the third nearly so
  for (const [second, blur] of [
    [40, 1.5],
    [41, 0.3],
    [42, 0.4],
  ] as const)
    await writeFile(
      join(photos, `shot ${second}.jpg`),
      await sharp(join(samples, '2024 City', 'Street.jpg'))
        .extract({ left: 0, top: 0, width: 300, height: 300 })
        .blur(blur)
        .jpeg()
        .withExif(withTime(second))
        .toBuffer(),
    )
  const before = fingerprints(photos)
  const engine = await openTestEngine(join(folder, 'library'), { threads: 2 })
  await engine.call('roots.add', { path: samples })
  await engine.call('roots.add', { path: photos })
  await engine.idle()

  const { groups, compared } = await engine.call('search.duplicates')
  const named = await Promise.all(
    groups.map(async ({ kind, photos: members, best, why }) => ({
      ...{ kind, why },
      names: (
        await Promise.all(members.map(async ({ id }) => (await engine.call('photos.get', { id })).name))
      ).sort(),
      best: (await engine.call('photos.get', { id: best })).name,
    })),
  )
  expect(compared).toBe((await engine.call('library.status')).photos)
  expect(named.find(({ names }) => names.includes('cat.jpg'))).toMatchObject({
    kind: 'copies',
    names: ['Cat.jpg', 'again.jpg', 'cat.jpg'],
  })
  expect(named.find(({ names }) => names.includes('dunes small.jpg'))).toMatchObject({ kind: 'near' })
  expect(['Dunes.jpg', 'dunes.jpg']).toContain(
    named.find(({ names }) => names.includes('dunes small.jpg'))!.best,
  )
  const burst = named.find(({ names }) => names.includes('shot 1.jpg'))
  expect(burst!.names).toEqual(expect.arrayContaining(['shot 1.jpg', 'shot 2.jpg']))
  expect(burst!.names).not.toContain('shot 3.jpg')
  const shots = named.find(({ names }) => names.includes('shot 41.jpg'))
  expect(shots).toMatchObject({ kind: 'burst', names: ['shot 40.jpg', 'shot 41.jpg', 'shot 42.jpg'] })
  expect(shots!.best).not.toBe('shot 40.jpg')
  expect(fingerprints(photos)).toEqual(before)

  expect(await engine.call('search.duplicates')).toEqual({ groups, compared })
})

test('of a group the rating decides, then sharpness among the large ones, then size', () => {
  const at = (sides: number[], ratings: number[], sharp: number[]) =>
    bestOf(
      sides.map((_, position) => position),
      {
        ids: sides.map((_, position) => position + 10),
        ratings,
        flags: sides.map(() => 0),
        bytes: sides,
        times: sides.map(() => 0),
      } as unknown as PresentPhotos,
      { photos: { get: (id: number) => ({ width: sides[id - 10], height: 100 }) } } as unknown as Store,
      new Map(sharp.map((one, position) => [position + 10, one])),
    )
  expect(at([900, 1000], [0, 0], [2, 1])).toEqual({ best: 0, why: 'sharp' })
  expect(at([300, 1000], [0, 0], [2, 1])).toEqual({ best: 1, why: 'pixels' })
  expect(at([900, 1000], [0, 0], [1, 0.95])).toEqual({ best: 1, why: 'pixels' })
  expect(at([900, 1000], [0, 4], [2, 1])).toEqual({ best: 1, why: 'rating' })
  expect(at([900, 1000], [0, 0], [2])).toEqual({ best: 1, why: 'pixels' })
})

test('what belongs together over others is one group', () => {
  const union = createUnion(6)
  union.join(0, 3)
  union.join(4, 3)
  union.join(5, 1)
  expect(union.groups()).toEqual([
    [0, 3, 4],
    [1, 5],
  ])
})
