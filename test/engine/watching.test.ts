import { mkdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { watchTree } from '../../src-main/engine/library/watching/watchTree.ts'
import { eventually } from '../support/eventually.ts'
import { fakeVolumes } from '../support/fakeVolumes.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

const all = { kind: 'all' as const }

async function watchedLibrary(...names: string[]) {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, names)
  const volumes = fakeVolumes()
  const engine = await openTestEngine(join(folder, 'library'), { watch: true, drivesEveryMs: 200, volumes })
  await engine.call('roots.add', { path: photos })
  await eventually(async () => expect(await states(engine)).toEqual(['watched']))
  await engine.idle()
  return { folder, photos, engine, volumes }
}

const states = async (engine: Engine) => (await engine.call('roots.list')).map(({ state }) => state)

async function paths(engine: Engine): Promise<string[]> {
  const { ids } = await engine.call('photos.index', { source: all })
  const found = await Promise.all(ids.map((id) => engine.call('photos.get', { id })))
  return found.map(({ path }) => path).sort()
}
const becomes = (engine: Engine, expected: string[]) =>
  eventually(async () => expect(await paths(engine)).toEqual(expected))

test('what is added, renamed, moved in with folders, replaced and deleted appears by itself', async () => {
  const { folder, photos, engine } = await watchedLibrary('a.jpg', 'in/b.jpg')
  await drawPhotos(photos, ['new.jpg'], 10)
  await becomes(engine, ['a.jpg', 'in/b.jpg', 'new.jpg'])
  await eventually(async () =>
    expect(await engine.call('library.status')).toMatchObject({ embedded: 3, unread: 0 }),
  )

  const { id } = await engine.call('photos.locate', { path: join(photos, 'a.jpg') })
  await engine.call('tags.decide', { photoIds: [id], path: 'kept', decision: 'accept' })
  renameSync(join(photos, 'a.jpg'), join(photos, 'in', 'renamed.jpg'))
  await becomes(engine, ['in/b.jpg', 'in/renamed.jpg', 'new.jpg'])
  expect((await engine.call('photos.get', { id })).tags).toMatchObject([{ path: 'kept' }])

  // a whole tree at once; then something in its depth
  await drawPhotos(join(folder, 'trip'), ['day/one/c.jpg'], 20)
  renameSync(join(folder, 'trip'), join(photos, 'trip'))
  await becomes(engine, ['in/b.jpg', 'in/renamed.jpg', 'new.jpg', 'trip/day/one/c.jpg'])
  await drawPhotos(photos, ['trip/day/one/d.jpg'], 30)
  await becomes(engine, ['in/b.jpg', 'in/renamed.jpg', 'new.jpg', 'trip/day/one/c.jpg', 'trip/day/one/d.jpg'])

  // a folder that is replaced by another of the same name
  rmSync(join(photos, 'trip'), { recursive: true })
  await drawPhotos(photos, ['trip/e.jpg'], 40)
  await becomes(engine, ['in/b.jpg', 'in/renamed.jpg', 'new.jpg', 'trip/e.jpg'])
  await drawPhotos(photos, ['trip/f.jpg'], 41)
  await becomes(engine, ['in/b.jpg', 'in/renamed.jpg', 'new.jpg', 'trip/e.jpg', 'trip/f.jpg'])

  writeFileSync(join(photos, '.lumitagignore'), 'trip\n')
  await becomes(engine, ['in/b.jpg', 'in/renamed.jpg', 'new.jpg'])
})

test('of a burst of changes none is lost', async () => {
  const { photos, engine } = await watchedLibrary('a.jpg')
  for (let at = 0; at < 1500; at++) {
    const folder = join(photos, String(at % 30))
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${at}.jpg`), '')
    if (at % 3 === 0) renameSync(join(folder, `${at}.jpg`), join(folder, `${at} renamed.jpg`))
  }
  await eventually(async () =>
    expect((await engine.call('photos.index', { source: all })).ids).toHaveLength(1501),
  )
  rmSync(join(photos, '7'), { recursive: true })
  await eventually(async () => expect((await engine.call('library.status')).photos).toBe(1451))
})

test('an unplugged drive is noticed, and what changed on it meanwhile is found when it is back', async () => {
  const { folder, photos, engine, volumes } = await watchedLibrary('a.jpg')
  await rename(photos, join(folder, 'aside'))
  await eventually(async () => expect(await states(engine)).toEqual(['gone']))
  volumes.mount('blue', join(folder, 'elsewhere'))
  await drawPhotos(join(folder, 'aside'), ['b.jpg'], 10)
  await rename(join(folder, 'aside'), photos)
  await becomes(engine, ['a.jpg', 'b.jpg'])
  await eventually(async () => expect(await states(engine)).toEqual(['watched']))
})

test('a network drive is looked at now and then, and says so', async () => {
  const folder = temporaryFolder()
  await drawPhotos(join(folder, 'photos'), ['a.jpg'])
  const volumes = { ...fakeVolumes(), isNetwork: async () => true }
  const engine = await openTestEngine(join(folder, 'library'), {
    watch: true,
    drivesEveryMs: 200,
    volumes,
    log: console.log,
  })
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await eventually(async () =>
    expect(await engine.call('roots.list')).toMatchObject([
      { state: 'polled', reason: 'Network drives do not tell of changes.', photos: 1 },
    ]),
  )
})

test('where the system watches no more folders, the root is looked at now and then, and says why', async () => {
  const folder = temporaryFolder()
  await drawPhotos(join(folder, 'photos'), ['a.jpg', '1/b.jpg', '2/c.jpg', '3/d.jpg'])
  let open = 0
  const limited = ((...args: Parameters<typeof watch>) => {
    if (open === 3) throw Object.assign(new Error('no more watches'), { code: 'ENOSPC' })
    open++
    return watch(...args).on('close', () => open--)
  }) as typeof watch
  const engine = await openTestEngine(join(folder, 'library'), {
    watch: true,
    drivesEveryMs: 200,
    watchTree: (root, events) => watchTree(root, events, limited),
  })
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await eventually(async () =>
    expect(await engine.call('roots.list')).toMatchObject([
      { state: 'polled', reason: expect.stringContaining('max_user_watches') as string, photos: 4 },
    ]),
  )
  // those that were watched are given back
  await eventually(() => expect(open).toBe(0))
})
