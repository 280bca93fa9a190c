import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { createReaders } from '../../src-main/engine/library/reading/readers.ts'
import type { Store } from '../../src-main/engine/store/store.ts'
import { eventually } from '../support/eventually.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'
import { commandLine, inferenceProgram } from '../support/programs.ts'
import { copyStarter } from '../support/modelFolders.ts'
import { modelFolder, tinySiglip } from '../support/tinyModels.ts'

/** A library indexed with the starter, and another model beside it that has seen nothing yet. */
async function setUp(names: readonly string[], options: Parameters<typeof openTestEngine>[1] = {}) {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  const library = join(folder, 'library')
  await drawPhotos(photos, names)
  const engine = await openTestEngine(library, options)
  const { id: tiny } = await engine.call('models.add', {
    directory: await modelFolder(tinySiglip, 'Tiny'),
    anyway: true,
  })
  const index = async (): Promise<number[]> => {
    await engine.call('roots.add', { path: photos })
    await engine.idle()
    return Promise.all(
      names.map(async (name) => (await engine.call('photos.locate', { path: join(photos, name) })).id),
    )
  }
  return { engine, tiny, library, index }
}

/** Photos with an automatic tag of a label. */
async function automatic(engine: Engine, ids: readonly number[], label: string): Promise<number[]> {
  const details = await Promise.all(ids.map((id) => engine.call('photos.get', { id })))
  return details
    .filter(({ tags }) => tags.some(({ path, state }) => path === label && state === 'automatic'))
    .map(({ id }) => id)
}
const embedded = async (engine: Engine, model: string): Promise<number> =>
  (await engine.call('models.list')).find(({ id }) => id === model)!.embeddings
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.jpg`)

test('another model is prepared beside the one in use, shows what would change, and takes its place at once', async () => {
  const { engine, tiny, index } = await setUp(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  // with the starter all photos are x and none is y; with the other model it is the other way round
  await engine.call('labels.add', { learns: false, name: 'x', prompts: ['a cat'], automatic: 0 })
  const y = await engine.call('labels.add', { name: 'y', prompts: ['a dog'], automatic: 1, suggestion: 1 })
  await engine.call('models.use', { id: tiny })
  await engine.call('labels.update', { id: y.id, change: { automatic: 0 } })
  await engine.call('models.use', { id: 'starter' })
  const [a, b, c, d] = (await index()) as [number, number, number, number]
  const ids = [a, b, c, d]
  await engine.call('tags.decide', { photoIds: [a], path: 'x', decision: 'accept' })
  await engine.call('tags.decide', { photoIds: [b], path: 'x', decision: 'reject' })
  await engine.call('tags.decide', { photoIds: [c], path: 'y', decision: 'reject' })

  // nothing can be said of what it has not seen
  expect(await engine.call('models.preview', { id: tiny })).toMatchObject({
    photos: 4,
    seen: 0,
    labels: [
      { name: 'x', tags: { now: 2, then: 2, removed: { count: 0 } } },
      { name: 'y', tags: { now: 0, then: 0, added: { count: 0 } } },
    ],
  })

  const job = await engine.call('models.prepare', { id: tiny })
  await engine.idle()
  expect((await engine.call('jobs.list')).find(({ id }) => id === job.id)).toMatchObject({
    kind: 'prepare',
    title: 'Preparing Tiny',
    state: 'done',
    result: { embedded: 4, failed: 0 },
  })
  expect(await engine.call('models.list')).toMatchObject([
    { id: 'starter', active: true, embeddings: 4, preparing: null },
    { id: tiny, active: false, embeddings: 4, preparing: null },
  ])
  expect(await automatic(engine, ids, 'x')).toEqual([c, d])

  const preview = await engine.call('models.preview', { id: tiny })
  expect(preview).toMatchObject({ id: tiny, name: 'Tiny', scoring: 'sigmoid', photos: 4, seen: 4, kept: 3 })
  const [gaining, losing] = preview.labels
  expect(gaining).toMatchObject({
    name: 'y',
    threshold: { now: 1, then: 0, own: { now: true, then: true } },
    tags: { now: 0, then: 3, added: { count: 3 }, removed: { count: 0, photos: [] } },
  })
  expect(losing).toMatchObject({
    name: 'x',
    threshold: { now: 0, then: 0.5, own: { now: true, then: false } },
    tags: { now: 2, then: 0, added: { count: 0, photos: [] }, removed: { count: 2 } },
  })
  const gained = gaining!.tags.added.photos.map(({ id }) => id)
  expect([...gained].sort((one, other) => one - other)).toEqual([a, b, d].sort((one, other) => one - other))
  const scores = gaining!.tags.added.photos.map(({ then }) => then!)
  expect(scores).toEqual([...scores].sort((one, other) => other - one))
  expect(losing!.tags.removed.photos.map(({ id }) => id).sort()).toEqual([c, d].sort())
  const one = await engine.call('models.preview', { id: tiny, most: 1, label: y.id })
  expect(one.labels).toMatchObject([
    { name: 'y', tags: { added: { count: 3, photos: [{ id: gained[0] }] } } },
  ])

  await engine.call('models.use', { id: tiny })
  // before anything else has run
  expect(await automatic(engine, ids, 'y')).toEqual(ids.filter((id) => gained.includes(id)))
  expect(await automatic(engine, ids, 'x')).toEqual([])
  await engine.idle()
  const [latest] = (await engine.call('jobs.list')).filter(({ kind }) => kind === 'index')
  expect(latest).toMatchObject({ title: 'Indexing with Tiny', result: { embedded: 0, failed: 0 } })
  const states = async (label: string): Promise<(string | undefined)[]> =>
    Promise.all(
      ids.map(async (id) =>
        (await engine.call('photos.get', { id })).tags
          .filter(({ path, source }) => path === label && source === 'user')
          .map(({ state }) => state)
          .at(0),
      ),
    )
  expect(await states('x')).toEqual(['accepted', 'rejected', undefined, undefined])
  expect(await states('y')).toEqual([undefined, undefined, 'rejected', undefined])

  // and back: as it was, thresholds too
  await engine.call('models.use', { id: 'starter' })
  expect(await automatic(engine, ids, 'x')).toEqual([c, d])
  expect(await automatic(engine, ids, 'y')).toEqual([])
})

test('preparing can be paused, outlives the program, and goes on when it is asked for again', async () => {
  const { engine, tiny, library, index } = await setUp(numbers(40))
  await index()
  await expect(engine.call('models.prepare', { id: 'starter' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(engine.call('models.prepare', { id: 'none' })).rejects.toMatchObject({ code: 'MODEL_MISSING' })
  const { id } = await engine.call('models.prepare', { id: tiny })
  await engine.call('jobs.pause', { id })
  await engine.idle()
  const before = await embedded(engine, tiny)
  expect(before).toBeLessThan(40)
  expect(await engine.call('models.list')).toMatchObject([{}, { id: tiny, preparing: id }])
  await engine.close()

  const again = await openTestEngine(library)
  await again.idle()
  expect(await embedded(again, tiny)).toBe(before)
  expect(await again.call('models.prepare', { id: tiny })).toMatchObject({ id, kind: 'prepare' })
  await again.idle()
  expect(await embedded(again, tiny)).toBe(40)
  expect((await again.call('jobs.list')).filter(({ kind }) => kind === 'prepare')).toMatchObject([
    { id, state: 'done' },
  ])
})

test('a program that is killed while it prepares a model goes on where it was', async () => {
  const { engine, tiny, library, index } = await setUp(numbers(120))
  await index()
  await engine.close()
  const child = spawn(
    process.execPath,
    [commandLine, '--library', library, '--json', 'model', 'prepare', tiny],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  for await (const line of createInterface({ input: child.stdout }))
    if ((JSON.parse(line) as { done: number }).done > 2) break
  child.kill('SIGKILL')
  await once(child, 'exit')

  const again = await openTestEngine(library)
  await again.idle()
  expect(await embedded(again, tiny)).toBe(120)
  expect(await again.call('models.list')).toMatchObject([{ active: true }, { id: tiny, preparing: null }])
  expect(await again.call('library.check')).toEqual([])
})

test('a model that is put in use while it is prepared goes on as the model in use; a stopped one leaves what it saw', async () => {
  const { engine, tiny, index } = await setUp(numbers(30))
  await index()
  const first = await engine.call('models.prepare', { id: tiny })
  await engine.call('jobs.cancel', { id: first.id })
  await engine.idle()
  const second = await engine.call('models.prepare', { id: tiny })
  expect(second.id).not.toBe(first.id)
  await engine.call('models.use', { id: tiny })
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 30, embedded: 30 })
  const jobs = await engine.call('jobs.list')
  expect(jobs.filter(({ kind }) => kind === 'prepare')).toMatchObject([
    { state: 'cancelled' },
    { state: 'cancelled' },
  ])
})

test("what a model saw is forgotten on the user's word alone, and never what is in use", async () => {
  const { engine, tiny, library, index } = await setUp(['a.jpg', 'b.jpg'])
  await index()
  const twin = await engine.call('models.add', { directory: copyStarter(join(temporaryFolder(), 'Twin')) })
  await engine.call('models.prepare', { id: tiny })
  await expect(engine.call('models.clear', { id: tiny })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await engine.idle()
  await engine.call('models.preview', { id: tiny })
  // the twin has the starter's image tower, and so its embeddings
  for (const id of ['starter', twin.id])
    await expect(engine.call('models.clear', { id })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  expect(await engine.call('models.preview', { id: twin.id })).toMatchObject({ photos: 2, seen: 2 })

  const copies = (): number => readdirSync(join(library, 'vectors')).length
  await eventually(() => expect(copies()).toBe(4))
  expect(await engine.call('models.clear', { id: tiny })).toEqual({ cleared: 2 })
  expect(copies()).toBe(2)
  expect([await embedded(engine, tiny), await embedded(engine, 'starter')]).toEqual([0, 2])
  expect(await engine.call('models.preview', { id: tiny })).toMatchObject({ photos: 2, seen: 0 })
  expect(await engine.call('library.status')).toMatchObject({ embedded: 2 })
})

test('a photo that only the other model fails on stays a good photo', async () => {
  const crashing = fileURLToPath(new URL('../support/crashingInference.ts', import.meta.url))
  const inference = { entry: inferenceProgram }
  let running: ChildProcess | undefined
  const { engine, tiny, index } = await setUp(['a.jpg', 'crash.jpg', 'c.jpg'], {
    spawn: () =>
      (running = fork(inference.entry, [], {
        serialization: 'advanced',
        env: { ...process.env, LUMITAG_THREADS: '1' },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      })),
  })
  await index()
  inference.entry = crashing
  running!.kill('SIGKILL')
  await once(running!, 'exit')
  const job = await engine.call('models.prepare', { id: tiny })
  await engine.idle()
  expect((await engine.call('jobs.list')).find(({ id }) => id === job.id)).toMatchObject({
    state: 'done',
    failed: 1,
    result: { embedded: 2, failed: 1 },
  })
  expect(await engine.call('jobs.problems', { id: job.id })).toMatchObject([{ code: 'DECODER_CRASHED' }])
  expect(await engine.call('library.status')).toMatchObject({ photos: 3, embedded: 3, unreadable: 0 })
  expect(await engine.call('models.preview', { id: tiny })).toMatchObject({ photos: 3, seen: 2 })
})

test('the model in use goes first: another one waits until nothing of it is in hand, or until it is stopped', async () => {
  const done: string[] = []
  const { promise: photo, resolve: photoIsRead } = Promise.withResolvers<void>()
  const store = { photos: {} } as Store
  const readers = createReaders(
    store,
    () => undefined as never,
    async () => {},
  )
  const other = readers.beside(undefined as never)
  const stop = new AbortController()
  const go = new AbortController().signal

  const current = readers.current.inOrder(() => photo, go).then(() => done.push('in use'))
  const waiting = other.inOrder(async () => void done.push('beside'), go)
  const stopped = other.inOrder(async () => void done.push('stopped'), stop.signal)
  stop.abort()
  await expect(stopped).rejects.toThrow()
  expect(done).toEqual([])
  photoIsRead()
  await Promise.all([current, waiting])
  expect(done).toContain('in use')
  expect(done).toContain('beside')
  expect(done).toHaveLength(2)
})
