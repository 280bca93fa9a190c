import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { WhyProgress } from '../../src-shared/schemas/why.ts'
import type { Engine } from '../../src-main/engine/engine.ts'
import { openTestEngine, samples, temporaryFolder } from '../support/library.ts'

/** A library of two photos: a cat on the left of a grey wall, and a dog. */
async function openWithPhotos(): Promise<{ engine: Engine; folder: string; cat: number; dog: number }> {
  const folder = temporaryFolder()
  await mkdir(join(folder, 'photos'))
  const cat = await sharp(join(samples, 'At home', 'Cat.jpg'))
    .resize(300, 300)
    .toBuffer()
  await sharp({ create: { width: 600, height: 300, channels: 3, background: '#8a8a8a' } })
    .composite([{ input: cat, left: 0, top: 0 }])
    .jpeg()
    .toFile(join(folder, 'photos', 'cat.jpg'))
  await sharp(join(samples, 'At home', 'Dog.jpg')).toFile(join(folder, 'photos', 'dog.jpg'))
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
  const idOf = async (name: string): Promise<number> =>
    (await engine.call('photos.locate', { path: join(folder, 'photos', name) })).id
  return { engine, folder, cat: await idOf('cat.jpg'), dog: await idOf('dog.jpg') }
}

async function all(steps: AsyncIterable<WhyProgress>): Promise<WhyProgress[]> {
  const items: WhyProgress[] = []
  for await (const item of steps) items.push(item)
  return items
}

test('a heat map shows where a label is seen, at once for a second one, and can be drawn and stopped', async () => {
  const { engine, folder, cat, dog } = await openWithPhotos()
  const why = (photoId: number, prompts: string[], signal = new AbortController().signal) =>
    engine.handlers['labels.why']({ photoId, prompts }, { signal })
  const steps = await all(why(cat, ['a cat']))
  expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b))
  expect(steps.length).toBeGreaterThan(3)
  const { map } = steps.at(-1)!
  const { rows, columns, values, full } = map!
  expect(map).toMatchObject({ method: 'occlusion', area: { left: 0, top: 0, width: 1, height: 1 } })
  expect(values).toHaveLength(rows * columns)
  const mean = (isIn: (column: number) => boolean): number => {
    const some = values.filter((_, at) => isIn(at % columns))
    return some.reduce((sum, value) => sum + value, 0) / some.length
  }
  expect(mean((column) => column < columns / 2)).toBeGreaterThan(2 * mean((column) => column >= columns / 2))
  expect(full).toBe(Math.max(...values.map(Math.abs)))

  // the photo's parts are known now: another label is arithmetic
  const label = await engine.call('labels.add', { name: 'cat', prompts: ['a cat'] })
  const again = await all(
    engine.handlers['labels.why'](
      { photoId: cat, labelId: label.id },
      { signal: new AbortController().signal },
    ),
  )
  expect(again).toEqual([{ done: 1, of: 1, map }])

  const picture = join(folder, 'why.png')
  await engine.drawHeatMap(cat, map!, picture)
  expect(await sharp(picture).metadata()).toMatchObject({ format: 'png', width: 600, height: 300 })
  const redness = async (left: number): Promise<number> => {
    const half = await sharp(picture).extract({ left, top: 0, width: 300, height: 300 }).toBuffer()
    const { channels } = await sharp(half).stats()
    return channels[0]!.mean - channels[2]!.mean
  }
  expect(await redness(0)).toBeGreaterThan(await redness(300))
  await expect(engine.drawHeatMap(cat, map!, picture)).rejects.toMatchObject({ code: 'BAD_INPUT' })

  const stop = new AbortController()
  const stopped = (async () => {
    for await (const { done } of why(dog, ['a dog'], stop.signal)) if (done > 0) stop.abort()
  })()
  await expect(stopped).rejects.toThrow(/abort/i)

  await expect(all(why(4711, ['a cat']))).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('the nearest accepted and rejected photos come with their likeness, and never the photo itself', async () => {
  const { engine, cat, dog } = await openWithPhotos()
  const { id: labelId } = await engine.call('labels.add', { name: 'cat', mode: 'search' })
  expect(await engine.call('labels.nearest', { photoId: cat, labelId })).toEqual({
    accepted: [],
    rejected: [],
  })
  await engine.call('tags.decide', { photoIds: [cat], path: 'cat', decision: 'accept' })
  await engine.call('tags.decide', { photoIds: [dog], path: 'cat', decision: 'reject' })
  const { accepted, rejected } = await engine.call('labels.nearest', { photoId: cat, labelId })
  expect(accepted).toEqual([])
  expect(rejected).toMatchObject([{ id: dog }])
  expect(rejected[0]!.cosine).toBeLessThan(1)
  await expect(engine.call('labels.nearest', { photoId: cat, labelId: 99 })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
