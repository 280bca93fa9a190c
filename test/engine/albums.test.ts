import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { first } from '../../src-main/engine/store/migrations/001-first.ts'
import { largeLibraries } from '../../src-main/engine/store/migrations/004-large-libraries.ts'
import { scanning } from '../../src-main/engine/store/migrations/003-scanning.ts'
import { sync } from '../../src-main/engine/store/migrations/002-sync.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import type { Rule } from '../../src-shared/rules/tree.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

interface Library {
  engine: Engine
  photos: string
  /** the names of the photos that an album shows, in its order */
  shown(albumId: number): Promise<string[]>
  /** the same of a rule */
  fitting(rule: Rule): Promise<string[]>
  idOf(name: string): Promise<number>
}

/** Photos in two folders; the last two have a day, a camera and a lens of their own, and are upright. */
async function openLibrary(): Promise<Library> {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['Coast/a.jpg', 'Coast/b.jpg', 'Coast/deep/c.jpg'])
  for (const [name, day, make] of [
    ['City/d.jpg', '2024:06:05 10:00:00', 'Canon'],
    ['City/e.jpg', '2023:12:31 23:59:59', 'Nikon'],
  ] as const)
    await withExif(join(photos, ...name.split('/')), day, make)
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const namesOf = async (ids: readonly number[]): Promise<string[]> =>
    Promise.all(ids.map(async (id) => (await engine.call('photos.get', { id })).name))
  return {
    engine,
    photos,
    async shown(albumId) {
      return namesOf((await engine.call('photos.index', { source: { kind: 'album', albumId } })).ids)
    },
    async fitting(rule) {
      const found = await engine.call('albums.preview', { rule })
      expect(found.count).toBe(found.photos.length)
      return (await namesOf(found.photos.map(({ id }) => id))).sort()
    },
    idOf: async (name) => (await engine.call('photos.locate', { path: join(photos, name) })).id,
  }
}

async function withExif(file: string, day: string, make: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(
    file,
    await sharp({ create: { width: 40, height: 60 + make.length, channels: 3, background: 'teal' } })
      .jpeg()
      .withExif({
        IFD0: { Make: make, Model: `${make} 1`, ImageDescription: `An old harbour, ${make}` },
        IFD2: { DateTimeOriginal: day, LensModel: '50mm f/1.8' },
      })
      .toBuffer(),
  )
}

test('each condition finds its photos, and groups combine them', async () => {
  const { engine, fitting, idOf } = await openLibrary()
  await engine.call('tags.decide', {
    photoIds: [await idOf('Coast/a.jpg')],
    path: 'Sea > Beach',
    decision: 'accept',
  })
  await engine.call('tags.decide', { photoIds: [await idOf('Coast/b.jpg')], path: 'Sea', decision: 'reject' })
  expect(await fitting({ tag: 'sea' })).toEqual(['a.jpg'])
  expect(await fitting({ tag: 'Sea', is: 'rejected' })).toEqual(['b.jpg'])
  // all photos score this much, and what was decided is no suggestion any more
  await engine.call('labels.add', { name: 'Sea', mode: 'suggest', suggestion: 1e-9, automatic: 0.9 })
  const onCoast: Rule = { all: [{ tag: 'SEA', is: 'suggested' }, { folder: 'coast' }] }
  expect(await fitting(onCoast)).toEqual(['a.jpg', 'c.jpg'])
  await engine.call('labels.remove', { id: (await engine.call('labels.list'))[0]!.id })
  expect(await fitting({ tag: 'Sea', is: 'suggested' })).toEqual([])
  expect(await fitting({ folder: 'coast' })).toEqual(['a.jpg', 'b.jpg', 'c.jpg'])
  expect(await fitting({ folder: 'photos/Coast/deep' })).toEqual(['c.jpg'])
  expect(await fitting({ folder: 'Coas' })).toEqual([])
  expect(await fitting({ camera: 'canon' })).toEqual(['d.jpg'])
  expect(await fitting({ lens: '50MM' })).toEqual(['d.jpg', 'e.jpg'])
  expect(await fitting({ orientation: 'portrait' })).toEqual(['d.jpg', 'e.jpg'])
  expect(await fitting({ all: [{ taken: { from: '2024' } }, { has: 'capture time' }] })).toEqual(['d.jpg'])
  expect(await fitting({ taken: { to: '2023', months: [12] } })).toEqual(['e.jpg'])
  expect(await fitting({ all: [{ type: ['jpg'] }, { none: [{ folder: 'City' }] }] })).toEqual([
    'a.jpg',
    'b.jpg',
    'c.jpg',
  ])
  expect(await fitting({ type: ['raw'] })).toEqual([])
  expect(await fitting({ text: 'old HARBOUR' })).toEqual(['d.jpg', 'e.jpg'])
  expect(await fitting({ text: 'harbour, nik' })).toEqual(['e.jpg'])
  expect(await fitting({ text: 'coast/DEEP' })).toEqual(['c.jpg'])
  expect(await fitting({ text: '%' })).toEqual([])
  expect(await fitting({ has: 'gps' })).toEqual([])
  expect(await fitting({ any: [{ tag: 'Sea' }, { camera: 'Nikon' }] })).toEqual(['a.jpg', 'e.jpg'])
  expect(await fitting({ rating: { to: 0 } })).toHaveLength(5)
})

test('a meaning takes what stands out, the best so many, or what scores enough', async () => {
  const { engine, fitting } = await openLibrary()
  // so few photos have no distribution to stand out of
  expect(await fitting({ meaning: 'a dog' })).toHaveLength(5)
  expect(await fitting({ meaning: 'a dog', top: 2 })).toHaveLength(2)
  expect(await fitting({ meaning: 'a dog', score: 1 })).toEqual([])
  const best = await fitting({ all: [{ meaning: 'a dog', top: 1 }, { folder: 'City' }] })
  expect(['d.jpg', 'e.jpg']).toContain(best[0])
  const label = await engine.call('labels.add', { name: 'Dog', prompts: ['a dog'], automatic: 1 })
  const [first] = (await engine.call('photos.index', { source: { kind: 'text', text: 'a dog' } })).ids
  const [found] = (await engine.call('albums.preview', { rule: { meaning: 'a dog', top: 1 } })).photos
  expect(found!.id).toBe(first)
  await engine.call('tags.decide', { photoIds: [first!], path: 'Dog', decision: 'reject' })
  expect(await fitting({ label: label.id, score: 0 })).toHaveLength(4)
  expect(await fitting({ meaning: [{ photo: first! }], top: 1 })).toHaveLength(1)
})

test('photos are pinned and excluded whatever the rule says, and the rule decides again when that is cleared', async () => {
  const { engine, shown, idOf } = await openLibrary()
  const { id } = await engine.call('albums.create', { name: 'Coast', rule: { folder: 'Coast' } })
  const [a, d] = [await idOf('Coast/a.jpg'), await idOf('City/d.jpg')]
  await engine.call('albums.mark', { id, photoIds: [d], mark: 'pinned' })
  const marked = await engine.call('albums.mark', { id, photoIds: [a], mark: 'excluded' })
  expect(marked).toMatchObject({ count: 3, pinned: 1, excluded: 1 })
  expect((await shown(id)).sort()).toEqual(['b.jpg', 'c.jpg', 'd.jpg'])
  await engine.call('albums.mark', { id, photoIds: [a, d], mark: 'clear' })
  expect((await shown(id)).sort()).toEqual(['a.jpg', 'b.jpg', 'c.jpg'])
})

test('an album by hand keeps its order, and can be turned into a smart one and back', async () => {
  const { engine, shown, idOf } = await openLibrary()
  const [a, b, d] = [await idOf('Coast/a.jpg'), await idOf('Coast/b.jpg'), await idOf('City/d.jpg')]
  const { id, rule } = await engine.call('albums.create', { name: 'Mine', rule: null, pinned: [b, a] })
  expect(rule).toBeNull()
  await engine.call('albums.mark', { id, photoIds: [d, b], mark: 'pinned' })
  expect(await shown(id)).toEqual(['b.jpg', 'a.jpg', 'd.jpg'])
  await engine.call('albums.arrange', { id, photoIds: [d], before: b })
  expect(await shown(id)).toEqual(['d.jpg', 'b.jpg', 'a.jpg'])
  await engine.call('albums.arrange', { id, photoIds: [d], before: null })
  expect(await shown(id)).toEqual(['b.jpg', 'a.jpg', 'd.jpg'])
  await engine.call('albums.mark', { id, photoIds: [a], mark: 'excluded' })
  expect(await shown(id)).toEqual(['b.jpg', 'd.jpg'])

  await engine.call('albums.update', { id, change: { rule: { folder: 'Coast' } } })
  expect((await shown(id)).sort()).toEqual(['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  await expect(engine.call('albums.arrange', { id, photoIds: [a], before: null })).rejects.toMatchObject({
    code: 'BAD_INPUT',
  })
  const inOrder = await shown(id)
  await engine.call('albums.update', { id, change: { rule: null } })
  expect(await shown(id)).toEqual(inOrder)
  await engine.call('tags.decide', { photoIds: [a], path: 'x', decision: 'accept' })
  expect(await shown(id)).toEqual(inOrder)
})

test('an album written to a file means the same when it is read again, also under other numbers', async () => {
  const { engine, photos, shown, idOf } = await openLibrary()
  const label = await engine.call('labels.add', { name: 'Sea', prompts: ['the sea'], automatic: 1 })
  const a = await idOf('Coast/a.jpg')
  const inner = await engine.call('albums.create', { name: 'Inner', rule: { folder: 'City' } })
  const rule: Rule = { any: [{ label: label.id }, { album: inner.id }, { meaning: [{ photo: a }], top: 1 }] }
  const { id } = await engine.call('albums.create', {
    name: 'Outer',
    rule,
    excluded: [await idOf('City/e.jpg')],
  })
  const file = await engine.call('albums.file', { id })
  expect(file.rule).toEqual({
    any: [
      { label: 'Sea' },
      { album: 'Inner' },
      { meaning: [{ photo: join(photos, 'Coast/a.jpg') }], top: 1 },
    ],
  })
  const text = JSON.stringify({ ...file, pinned: ['/nowhere/x.jpg'] })
  const { album, leftOut } = await engine.call('albums.import', { text, name: 'Again' })
  expect([album.rule, leftOut]).toEqual([rule, ['/nowhere/x.jpg']])
  expect(await shown(album.id)).toEqual(await shown(id))
  expect(await shown(id)).toEqual(expect.arrayContaining(['d.jpg']))

  const refused = (bad: string) => engine.call('albums.import', { text: bad, name: 'Bad' })
  await expect(refused('{ "all": [ }')).rejects.toMatchObject({ code: 'BAD_INPUT', message: /not JSON/ })
  await expect(refused('{ "name": "x", "rules": {} }')).rejects.toMatchObject({
    message: /"name" is not known/,
  })
  await expect(refused('{ "rule": { "all": [{ "tag": "A" }, { "shade": 1 }] } }')).rejects.toMatchObject({
    code: 'BAD_INPUT',
    message: expect.stringMatching(/rule\.all\[1\]: "shade" is not known/) as string,
  })
  await expect(refused('{ "label": "No such" }')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await expect(refused('{ "taken": { "from": "2024", "to": "2023" } }')).rejects.toMatchObject({
    message: /is after/,
  })
  expect((await engine.call('albums.list')).map(({ name }) => name)).not.toContain('Bad')
})

test('an album cannot become a part of itself, and one that is gone holds nothing and is told', async () => {
  const { engine } = await openLibrary()
  const one = await engine.call('albums.create', { name: 'One', rule: { folder: 'City' } })
  const two = await engine.call('albums.create', { name: 'Two', rule: { any: [{ album: 'one' }] } })
  expect(two.count).toBe(2)
  await expect(
    engine.call('albums.update', { id: one.id, change: { rule: { none: [{ album: two.id }] } } }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await engine.call('albums.remove', { id: one.id })
  const list = await engine.call('albums.list')
  expect(list).toMatchObject([{ name: 'Two', count: 0, notes: [expect.stringContaining('album')] }])
})

test('smart albums follow thresholds, new photos and an index run', async () => {
  const { engine, photos } = await openLibrary()
  const { id: labelId } = await engine.call('labels.add', { name: 'Dog', prompts: ['a dog'], automatic: 1 })
  const { id } = await engine.call('albums.create', { name: 'Dogs', rule: { all: [{ label: labelId }] } })
  const count = async (): Promise<number> =>
    (await engine.call('albums.list')).find((album) => album.id === id)!.count
  expect(await count()).toBe(0)
  await engine.call('labels.update', { id: labelId, change: { automatic: 0 } })
  expect(await count()).toBe(5)
  await drawPhotos(photos, ['new.jpg'], 50)
  await engine.call('roots.scan', {})
  await engine.idle()
  expect(await count()).toBe(6)
})

test('albums of an older library keep their rules', async () => {
  const folder = temporaryFolder()
  const rule = { all: [{ label: 1, score: 0.4 }, { taken: { from: '2024-01-01' } }] }
  const db = new DatabaseSync(join(folder, 'library.db'))
  for (const migration of [first, sync, scanning, largeLibraries]) db.exec(migration)
  db.exec('PRAGMA user_version = 4')
  db.exec(`INSERT INTO labels (id, name, created_at) VALUES (1, 'Dog', 0)`)
  db.prepare('INSERT INTO albums (name, rule, label_id, created_at) VALUES (?, ?, 1, 0)').run(
    'Dog',
    JSON.stringify(rule),
  )
  db.close()
  const store = openStore(folder)
  expect(store.albums.all()).toMatchObject([{ name: 'Dog', rule, labelId: 1 }])
  store.labels.remove(1)
  expect(store.albums.all()).toEqual([])
  store.close()
})
