import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { eventually } from '../support/eventually.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'
import { copyStarter } from '../support/modelFolders.ts'

/** A library with one photo and a label, indexed with a model from a folder. */
async function setUp() {
  const folder = temporaryFolder()
  const model = copyStarter(join(folder, 'drive'))
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg'])
  const open = (): Promise<Engine> => openTestEngine(join(folder, 'library'))
  const engine = await open()
  const { id } = await engine.call('models.add', { directory: model, name: 'My model' })
  await engine.call('models.use', { id })
  await engine.call('labels.add', { name: 'all', prompts: ['a cat'], automatic: 0 })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  return { engine, id, model, photos, open }
}

const tagged = async (engine: Engine): Promise<number> =>
  (await engine.call('labels.list'))[0]!.counts.automatic

test('a model whose folder is gone is missed loudly, sets no tags through its stand-in, and comes back', async () => {
  const { engine: first, id, model, photos, open } = await setUp()
  await first.close()
  renameSync(model, `${model} unplugged`)

  const engine = await open()
  expect((await engine.call('library.status')).missingModel).toEqual({
    id,
    name: 'My model',
    directory: model,
    problem: expect.stringMatching(/is not there/) as string,
  })
  expect(await engine.call('models.list')).toMatchObject([
    { id: 'starter', active: true, problem: null },
    { id, active: false, problem: expect.stringMatching(/is not there/) as string },
  ])
  await drawPhotos(photos, ['a.jpg', 'b.jpg'])
  await engine.call('roots.scan', {})
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 2, embedded: 2 })
  expect(await tagged(engine)).toBe(1)
  // not even where a label learns, or gets another name
  const { id: b } = await engine.call('photos.locate', { path: join(photos, 'b.jpg') })
  await engine.call('tags.decide', { photoIds: [b], path: 'all', decision: 'accept' })
  await engine.call('tags.rename', { from: 'all', to: 'everything' })
  expect(await tagged(engine)).toBe(1)
  await engine.call('tags.decide', { photoIds: [b], path: 'everything', decision: 'clear' })

  renameSync(`${model} unplugged`, model)
  await eventually(async () => {
    expect((await engine.call('library.status')).missingModel).toBeNull()
  })
  // tags follow once its embeddings are at hand
  await eventually(async () => expect(await tagged(engine)).toBe(2))
  await engine.idle()
  expect(await engine.call('models.list')).toMatchObject([{ active: false }, { id, active: true }])
})

test('a model that is put in use by the user is not missed any more', async () => {
  const { engine: first, model, open } = await setUp()
  await first.close()
  rmSync(model, { recursive: true })
  const engine = await open()
  await engine.call('models.use', { id: 'starter' })
  expect((await engine.call('library.status')).missingModel).toBeNull()
})

test('a model whose folder goes while it is in use is listed as in use, with the reason', async () => {
  const { engine, id, model } = await setUp()
  rmSync(model, { recursive: true })
  expect(await engine.call('models.list')).toMatchObject([
    { id: 'starter', active: false },
    { id, active: true, problem: expect.stringMatching(/is not there/) as string },
  ])
})
