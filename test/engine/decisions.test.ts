import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

async function libraryOf(count: number) {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(
    photos,
    Array.from({ length: count }, (_, index) => `photo-${index}.jpg`),
  )
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: { kind: 'all' } })
  return { photos, engine, ids }
}

const stateOf = async (engine: Engine, id: number, path: string): Promise<string | undefined> =>
  (await engine.call('photos.get', { id })).tags.find((tag) => tag.path === path)?.state

test('what the user accepted or rejected outlives every change of thresholds and prompts', async () => {
  const { engine, ids } = await libraryOf(4)
  const { id } = await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Thing', decision: 'accept' })
  await engine.call('tags.decide', { photoIds: [ids[1]!], path: 'Thing', decision: 'reject' })

  await engine.call('labels.update', { id, change: { automatic: 1 } })
  expect(await Promise.all(ids.map((photo) => stateOf(engine, photo, 'Thing')))).toEqual([
    'accepted',
    'rejected',
    undefined,
    undefined,
  ])
  const raised = await engine.call('labels.update', { id, change: { automatic: 0, prompts: ['a cat'] } })
  expect(raised.counts).toEqual({ accepted: 1, automatic: 2, suggested: 0, rejected: 1 })
})

test('a tag carries who set it: model, prompts, score and threshold, or the user', async () => {
  const { engine, ids } = await libraryOf(1)
  const label = await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  const [automatic] = (await engine.call('photos.get', { id: ids[0]! })).tags
  expect(automatic).toMatchObject({ source: 'model', model: 'starter', threshold: 0, labelId: label.id })
  const [score] = (await engine.call('photos.get', { id: ids[0]! })).scores
  expect(automatic!.score).toBeCloseTo(score!.score!, 6)
  await engine.call('tags.decide', { photoIds: ids, path: 'Thing', decision: 'accept' })
  expect((await engine.call('photos.get', { id: ids[0]! })).tags).toMatchObject([
    { source: 'user', state: 'accepted' },
  ])
})

test("a label's tag keeps the label's spelling, whatever is typed", async () => {
  const { engine, ids } = await libraryOf(1)
  await engine.call('labels.add', { name: 'Straße > Hund', prompts: ['a dog'], automatic: 1 })
  await engine.call('tags.decide', { photoIds: ids, path: 'straße>HUND', decision: 'accept' })
  expect((await engine.call('photos.get', { id: ids[0]! })).tags.map(({ path }) => path)).toEqual([
    'Straße > Hund',
  ])
})

test('clearing a decision lets the score speak again', async () => {
  const { engine, ids } = await libraryOf(1)
  await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: ids, path: 'Thing', decision: 'reject' })
  await engine.call('tags.decide', { photoIds: ids, path: 'Thing', decision: 'clear' })
  expect(await stateOf(engine, ids[0]!, 'Thing')).toBe('automatic')
})

test('a renamed label takes its tags and its album along', async () => {
  const { engine, ids } = await libraryOf(2)
  const { id } = await engine.call('labels.add', { name: 'Old', prompts: ['a dog'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Old', decision: 'accept' })
  await engine.call('labels.update', { id, change: { name: 'Animals >  New' } })
  expect(await stateOf(engine, ids[0]!, 'Animals > New')).toBe('accepted')
  expect(await stateOf(engine, ids[0]!, 'Old')).toBeUndefined()
  expect((await engine.call('albums.list')).map(({ name }) => name)).toEqual(['Animals > New'])
  await engine.call('labels.update', { id, change: { name: 'Animals > NEW' } })
  expect((await engine.call('albums.list')).map(({ name }) => name)).toEqual(['Animals > NEW'])
})

test('what is changed of a label while it is scored is what counts', async () => {
  const { engine, ids } = await libraryOf(2)
  const { id } = await engine.call('labels.add', { name: 'Old', prompts: ['a dog'], automatic: 0 })
  const scoring = engine.call('models.use', { id: 'starter' })
  const renaming = engine.call('labels.update', { id, change: { name: 'New' } })
  await Promise.all([scoring, renaming])
  await engine.idle()
  expect((await engine.call('photos.get', { id: ids[0]! })).tags).toMatchObject([{ path: 'New' }])

  // words that were never read take longer
  const slow = engine.call('labels.update', { id, change: { prompts: ['a word of which nothing is known'] } })
  const fast = engine.call('labels.update', { id, change: { prompts: ['a dog'], automatic: 1 } })
  await Promise.all([slow, fast])
  expect(await stateOf(engine, ids[0]!, 'New')).toBeUndefined()
})

test('removing a label removes what it set, not what the user decided', async () => {
  const { engine, ids } = await libraryOf(2)
  const { id } = await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Thing', decision: 'accept' })
  await engine.call('labels.remove', { id })
  expect(await stateOf(engine, ids[0]!, 'Thing')).toBe('accepted')
  expect(await stateOf(engine, ids[1]!, 'Thing')).toBeUndefined()
  expect(await engine.call('albums.list')).toEqual([])
})

test('an edited photo is read and scored again; decisions on it stay', async () => {
  const { photos, engine, ids } = await libraryOf(1)
  const id = ids[0]!
  await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: [id], path: 'Mine', decision: 'accept' })
  const { version, width } = await engine.call('photos.get', { id })
  await writeFile(
    join(photos, 'photo-0.jpg'),
    await sharp({ create: { width: 200, height: 100, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer(),
  )
  await engine.call('roots.scan', {})
  await engine.idle()
  const after = await engine.call('photos.get', { id })
  expect(after).toMatchObject({ width: 200, height: 100 })
  expect([after.version === version, width]).toEqual([false, 64])
  expect(after.tags.map(({ path, state }) => `${path} ${state}`)).toEqual([
    'Mine accepted',
    'Thing automatic',
  ])
})

test('an album is its rule: labels with and without a score, and capture days', async () => {
  const { engine, ids } = await libraryOf(3)
  const { id: label } = await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 1 })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Thing', decision: 'accept' })
  await engine.call('tags.decide', { photoIds: [ids[1]!], path: 'Thing', decision: 'reject' })
  const count = async (all: object[]): Promise<number> =>
    (await engine.call('albums.create', { name: JSON.stringify(all), rule: { all } as never })).count
  expect(await count([{ label }])).toBe(1)
  expect(await count([{ label, score: 0 }])).toBe(2)
  // the drawn pictures have no capture time
  expect(await count([{ label, score: 0 }, { taken: { from: '1990-01-01' } }])).toBe(0)
  await expect(count([{ taken: { from: '2024-02-01', to: '2024-01-01' } }])).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  await expect(count([{ label: 999 }])).rejects.toMatchObject({ code: 'NOT_FOUND' })

  // a likeness is no sigmoid of a cosine
  const like = await engine.call('labels.add', { name: 'Like', photos: [ids[0]!] })
  expect(await count([{ label: like.id, score: 1 - 1e-5 }])).toBe(1)
})

test('a rule about a label or album that is gone is about no later one', async () => {
  const { engine, ids } = await libraryOf(1)
  const label = await engine.call('labels.add', { name: 'Gone', prompts: ['a dog'], automatic: 0 })
  const byHand = await engine.call('albums.create', { name: 'Gone too', rule: null, pinned: ids })
  const rule = { any: [{ label: label.id }, { album: byHand.id }] }
  await engine.call('albums.update', { id: label.albumId!, change: { rule, name: 'Mine' } })
  await engine.call('albums.remove', { id: byHand.id })
  await engine.call('labels.remove', { id: label.id })
  await engine.call('labels.add', { name: 'Later', prompts: ['a dog'], automatic: 0 })
  await engine.call('albums.create', { name: 'Later too', rule: null, pinned: ids })
  expect(await engine.call('albums.list')).toContainEqual(
    expect.objectContaining({ name: 'Mine', count: 0, notes: [expect.anything(), expect.anything()] }),
  )
})

test('changing one thing of a label leaves the others; a tag that was there before the label moves along', async () => {
  const { engine, ids } = await libraryOf(2)
  await engine.call('tags.decide', { photoIds: ids, path: 'Old', decision: 'accept' })
  const { id } = await engine.call('labels.add', {
    name: 'Old',
    prompts: ['a dog'],
    automatic: 0.9,
    suggestion: 0.5,
  })
  await engine.call('albums.create', { name: 'New', rule: { all: [{ label: id }] } })
  const renamed = await engine.call('labels.update', { id, change: { name: 'New' } })
  expect(renamed).toMatchObject({ automatic: 0.9, suggestion: 0.5, counts: { accepted: 2 } })
  expect((await engine.call('albums.list')).map(({ name }) => name)).toEqual(['New', 'New (2)'])
  await expect(engine.call('labels.update', { id, change: {} })).rejects.toMatchObject({ code: 'BAD_INPUT' })
})

test('a file that is replaced while its old content is being read is read again', async () => {
  const { photos, engine, ids } = await libraryOf(60)
  for (let round = 0; round < 2; round++) {
    for (const [index] of ids.entries())
      await sharp({ create: { width: 300 + index + round, height: 200, channels: 3, background: 'green' } })
        .jpeg()
        .toFile(join(photos, `photo-${index}.jpg`))
    await engine.call('roots.scan', {})
    // the second round comes while the first is being indexed
    if (round === 0) await new Promise((resolve) => setTimeout(resolve, 150))
  }
  await engine.idle()
  await engine.call('roots.scan', {})
  await engine.idle()
  const widths = await Promise.all(
    ids.map(async (id) => {
      const { name, width } = await engine.call('photos.get', { id })
      return width! - Number(name.match(/\d+/)![0])
    }),
  )
  expect(new Set(widths)).toEqual(new Set([301]))
})
