import { join } from 'node:path'
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
  const library = join(folder, 'library')
  const engine = await openTestEngine(library)
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: { kind: 'all' } })
  return { library, engine, ids }
}

/** Every decision with all that is known of it, to compare libraries exactly. */
async function everything(engine: Engine, ids: readonly number[]) {
  const photos = await Promise.all(ids.map((id) => engine.call('photos.get', { id })))
  return photos.map(({ tags }) => tags)
}

test('steps are taken back one by one, exactly, also after a restart', async () => {
  const { library, engine, ids } = await libraryOf(3)
  await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  const start = await everything(engine, ids)
  expect(start.flat()).toHaveLength(3)

  await engine.call('tags.decide', { photoIds: ids, path: 'Thing', decision: 'reject' })
  const rejected = await everything(engine, ids)
  await engine.call('tags.add', { photoIds: ids.slice(0, 2), paths: ['Animals > Cat', 'Blue'] })
  await engine.close()

  const again = await openTestEngine(library)
  expect((await again.call('tags.steps', {})).map(({ title, photos }) => [title, photos])).toEqual([
    ['2 tags: yes', 2],
    ['Thing: no', 3],
  ])
  expect(await again.call('tags.undo', {})).toMatchObject({
    photoIds: ids.slice(0, 2).toSorted(),
    skipped: 0,
  })
  expect(await everything(again, ids)).toEqual(rejected)
  await again.call('tags.undo', {})
  expect(await everything(again, ids)).toEqual(start)
  expect(await again.call('tags.undo', {})).toBeNull()
})

test('what was decided since a step stays when the step is taken back', async () => {
  const { engine, ids } = await libraryOf(2)
  const { step } = await engine.call('tags.decide', { photoIds: ids, path: 'Cat', decision: 'accept' })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Cat', decision: 'reject' })
  expect(await engine.call('tags.undo', { step: step! })).toMatchObject({ skipped: 1 })
  const states = (await everything(engine, ids)).map((tags) => tags.map(({ state }) => state))
  expect(states).toEqual([['rejected'], []])
  await expect(engine.call('tags.undo', { step: step! })).rejects.toMatchObject({ code: 'BAD_INPUT' })
})

test('a step is taken back whatever became of its label since', async () => {
  const { engine, ids } = await libraryOf(1)
  const add = (name: string) => engine.call('labels.add', { name, prompts: ['a dog'], automatic: 1 })
  const dog = await add('Dog')
  const said = await engine.call('tags.decide', { photoIds: ids, path: 'Dog', decision: 'accept' })
  const renamed = await engine.call('tags.rename', { from: 'Dog', to: 'Hund' })
  const other = await add('Dog')
  // its name is taken, its tag is the other label's now
  expect(await engine.call('tags.undo', { step: renamed.step! })).toMatchObject({ skipped: 1 })
  expect((await engine.call('labels.list')).map(({ id, name }) => [id, name])).toEqual([
    [other.id, 'Dog'],
    [dog.id, 'Hund'],
  ])
  expect((await everything(engine, ids)).flat()).toMatchObject([{ path: 'Dog', labelId: other.id }])
  await engine.call('labels.remove', { id: other.id })
  expect(await engine.call('tags.undo', { step: said.step! })).toMatchObject({ skipped: 0 })
  expect((await everything(engine, ids)).flat()).toEqual([])
})

test('spellings that differ in case only become one', async () => {
  const { engine, ids } = await libraryOf(1)
  await engine.call('tags.add', { photoIds: ids, paths: ['bird', 'Vogel'] })
  await engine.call('labels.add', { name: 'Bird', prompts: ['a bird'], automatic: 1 })
  await engine.call('tags.decide', { photoIds: ids, path: 'bird', decision: 'clear' })
  await engine.call('tags.rename', { from: 'Vogel', to: 'BIRD' })
  expect((await everything(engine, ids)).flat()).toMatchObject([{ path: 'Bird', state: 'accepted' }])
})

test('a tag is renamed with all below it, its labels follow, and photos that had both keep one', async () => {
  const { engine, ids } = await libraryOf(3)
  const label = await engine.call('labels.add', { name: 'Animals > Dog', prompts: ['a dog'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: [ids[1]!], path: 'animals > dog', decision: 'accept' })
  await engine.call('tags.add', { photoIds: ids.slice(0, 2), paths: ['Animals > Cat', 'Wildlife > Cat'] })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Wildlife > Cat', decision: 'reject' })
  const before = await everything(engine, ids)

  const { step } = await engine.call('tags.rename', { from: 'Animals', to: 'Wildlife' })
  const states = (await everything(engine, ids)).map((tags) => tags.map(({ path, state }) => [path, state]))
  expect(states).toEqual([
    [
      ['Wildlife > Cat', 'rejected'],
      ['Wildlife > Dog', 'automatic'],
    ],
    [
      ['Wildlife > Cat', 'accepted'],
      ['Wildlife > Dog', 'accepted'],
    ],
    [['Wildlife > Dog', 'automatic']],
  ])
  expect(await engine.call('labels.list')).toMatchObject([{ id: label.id, name: 'Wildlife > Dog' }])
  expect(await engine.call('albums.list')).toMatchObject([{ name: 'Wildlife > Dog' }])

  await engine.call('tags.undo', { step: step! })
  expect(await everything(engine, ids)).toEqual(before)
  expect(await engine.call('labels.list')).toMatchObject([{ name: 'Animals > Dog' }])
})

test('a tag cannot go below itself, nor can two labels become one', async () => {
  const { engine, ids } = await libraryOf(1)
  await engine.call('labels.add', { name: 'Dog', prompts: ['a dog'], automatic: 1 })
  await engine.call('labels.add', { name: 'Hund', prompts: ['Hund'], automatic: 1 })
  await engine.call('tags.add', { photoIds: ids, paths: ['Dog'] })
  const rename = (from: string, to: string) => engine.call('tags.rename', { from, to })
  await expect(rename('Dog', 'Dog > Small')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(rename('Dog', 'Hund')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(rename('Bird', 'Vogel')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect((await everything(engine, ids)).flat()).toMatchObject([{ path: 'Dog', state: 'accepted' }])
})

test('all that a label set is found, and taken off in one step, and nothing else', async () => {
  const { engine, ids } = await libraryOf(3)
  const label = await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 0 })
  await engine.call('labels.add', { name: 'Other', prompts: ['a cat'], automatic: 0 })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'Thing', decision: 'accept' })
  const filter = { labelId: label.id, source: 'model' as const }
  const found = await engine.call('photos.index', { source: { kind: 'tagged', filter } })
  expect(found.ids).toEqual(ids.slice(1))
  const before = await everything(engine, ids)

  expect(await engine.call('tags.tally', filter)).toEqual({ tags: 2, photos: 2 })
  expect(await engine.call('tags.remove', filter)).toMatchObject({ photos: 2 })
  expect((await everything(engine, ids)).map((tags) => tags.map(({ path }) => path))).toEqual([
    ['Other', 'Thing'],
    ['Other'],
    ['Other'],
  ])
  await engine.call('tags.undo', {})
  expect(await everything(engine, ids)).toEqual(before)

  // the same of a model, over all tags
  const [model] = await engine.call('tags.models')
  expect(await engine.call('tags.models')).toEqual([before[1]![0]!.model])
  const ofModel = { source: 'model' as const, model: model! }
  expect(await engine.call('tags.tally', ofModel)).toEqual({ tags: 5, photos: 3 })
  expect(await engine.call('tags.remove', ofModel)).toMatchObject({ photos: 3 })
  expect((await everything(engine, ids)).flat()).toMatchObject([{ path: 'Thing', state: 'accepted' }])
  expect(await engine.call('tags.models')).toEqual([])
  await engine.call('tags.undo', {})
  expect(await everything(engine, ids)).toEqual(before)
  await expect(engine.call('tags.remove', {})).rejects.toMatchObject({ code: 'BAD_INPUT' })
})

test('tags of a selection are counted, suggestions too, and a typed tag takes the spelling that is known', async () => {
  const { engine, ids } = await libraryOf(3)
  await engine.call('labels.add', { name: 'Thing', prompts: ['a dog'], automatic: 1, suggestion: 0 })
  await engine.call('tags.add', { photoIds: [ids[0]!], paths: ['Places > Kyoto', 'Thing'] })
  await engine.call('tags.add', { photoIds: [ids[1]!], paths: ['places > KYOTO', 'PLACES > Nara'] })
  const none = { accepted: 0, automatic: 0, imported: 0, rejected: 0, suggested: 0 }
  expect(await engine.call('tags.summary', { photoIds: ids })).toMatchObject([
    { path: 'Places > Kyoto', ...none, accepted: 2 },
    { path: 'Places > Nara', ...none, accepted: 1 },
    { path: 'Thing', ...none, accepted: 1, suggested: 2 },
  ])
  expect((await engine.call('tags.known')).map(({ path, photos }) => [path, photos])).toEqual([
    ['Places', 0],
    ['Places > Kyoto', 2],
    ['Places > Nara', 1],
    ['Thing', 1],
  ])
})
