import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import type { PhotoOrder } from '../../src-shared/schemas/photo.ts'
import { openTestEngine, temporaryFolder } from '../support/library.ts'
import { bag, tellingPhoto, TOLD } from '../support/tellingPhotos.ts'

async function library(photos: Record<string, Buffer>) {
  const folder = temporaryFolder()
  const [root, dataDir] = [join(folder, 'photos'), join(folder, 'library')]
  mkdirSync(root)
  for (const [name, bytes] of Object.entries(photos)) writeFileSync(join(root, name), bytes)
  const engine = await openTestEngine(dataDir)
  await engine.call('roots.add', { path: root })
  await engine.idle()
  return { root, dataDir, engine }
}

async function photoAt(engine: Engine, path: string) {
  const { id } = await engine.call('photos.locate', { path })
  return engine.call('photos.get', { id })
}
const scan = async (engine: Engine) => {
  await engine.call('roots.scan', {})
  await engine.idle()
}
const states = async (engine: Engine, path: string) =>
  Object.fromEntries((await photoAt(engine, path)).tags.map(({ path, state }) => [path, state]))

test('a photo shows what its file says, and where the time comes from', async () => {
  const title = '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">At the sea</rdf:li></rdf:Alt></dc:title>'
  const silent = await tellingPhoto('', 'blue', {}).jpeg().toBuffer()
  const { root, engine } = await library({
    'a.jpg': await tellingPhoto(`${title}<xmp:Rating>4</xmp:Rating>`).jpeg().toBuffer(),
    'IMG-20190820-WA0001.jpg': silent,
  })
  const { addedAt, ...photo } = await photoAt(engine, join(root, 'a.jpg'))
  expect(photo).toMatchObject({ ...TOLD, exposureTime: 0.004, rating: 4, title: 'At the sea' })
  expect(Date.parse(addedAt!)).toBeGreaterThan(Date.now() - 600_000)
  const named = await photoAt(engine, join(root, 'IMG-20190820-WA0001.jpg'))
  expect(named).toMatchObject({ takenAt: '2019-08-20T12:00:00', takenFrom: 'name', takenOffset: null })
  const { ids, times } = await engine.call('photos.index', { source: { kind: 'all' } })
  expect(ids).toEqual([photo.id, named.id])
  expect(times).toEqual([Date.parse(`${TOLD.takenAt}Z`), Date.parse('2019-08-20T12:00:00Z')])
})

test('keywords come in as tags once: what was decided stands, what was taken off stays off', async () => {
  const keywords = bag('dc:subject', ['Dog', 'Beach', 'Old'])
  const { root, engine } = await library({ 'a.jpg': await tellingPhoto(keywords).jpeg().toBuffer() })
  const file = join(root, 'a.jpg')
  expect(await states(engine, file)).toEqual({ Beach: 'imported', Dog: 'imported', Old: 'imported' })
  const { id } = await photoAt(engine, file)
  await engine.call('tags.decide', { photoIds: [id], path: 'Beach', decision: 'reject' })
  await engine.call('tags.decide', { photoIds: [id], path: 'Old', decision: 'clear' })
  // the file is touched, and then edited
  utimesSync(file, new Date(), new Date(2020, 1, 1))
  await scan(engine)
  expect(await states(engine, file)).toEqual({ Beach: 'rejected', Dog: 'imported' })
  writeFileSync(
    file,
    await tellingPhoto(bag('dc:subject', ['Dog', 'Beach', 'Old', 'New']))
      .jpeg()
      .toBuffer(),
  )
  await scan(engine)
  expect(await states(engine, file)).toEqual({ Beach: 'rejected', Dog: 'imported', New: 'imported' })
})

test('of tags that came in before it was noted, too, it is known what they were found in', async () => {
  const keywords = bag('dc:subject', ['Dog', 'Beach'])
  const made = await library({ 'a.jpg': await tellingPhoto(keywords).jpeg().toBuffer() })
  const file = join(made.root, 'a.jpg')
  const { id } = await photoAt(made.engine, file)
  await made.engine.call('tags.decide', { photoIds: [id], path: 'Beach', decision: 'reject' })
  await made.engine.close()
  const db = new DatabaseSync(join(made.dataDir, 'library.db'))
  db.exec(`ALTER TABLE tags DROP COLUMN file; PRAGMA user_version = 16;
    UPDATE tag_changes SET before = json_remove(before, '$.file'), after = json_remove(after, '$.file');
    INSERT INTO tags (photo_id, path, state, source, at) VALUES (${id}, 'Elsewhere', 'imported', 'sidecar', 0)`)
  db.close()
  const engine = await openTestEngine(made.dataDir)
  const files = async () => (await photoAt(engine, file)).tags.map((tag) => [tag.path, tag.file])
  expect(await files()).toEqual([
    ['Beach', null],
    ['Dog', 'photo'],
    ['Elsewhere', 'sidecar'],
  ])
  // a step that was remembered then is taken back all the same
  expect(await engine.call('tags.undo', {})).toMatchObject({ skipped: 0 })
  expect((await files())[0]).toEqual(['Beach', 'photo'])
})

test('a photo whose tags are all its own keywords gets no sidecar', async () => {
  const keywords = bag('dc:subject', ['Dog'])
  const { root, engine } = await library({
    'a.jpg': await tellingPhoto(keywords).jpeg().toBuffer(),
    'b.jpg': await tellingPhoto(keywords, 'blue').jpeg().toBuffer(),
  })
  const { id } = await photoAt(engine, join(root, 'b.jpg'))
  await engine.call('tags.decide', { photoIds: [id], path: 'Mine', decision: 'accept' })
  await engine.call('sidecars.sync', { source: { kind: 'all' }, direction: 'export' })
  await engine.idle()
  expect((await photoAt(engine, join(root, 'a.jpg'))).sidecar).toBeNull()
  expect((await photoAt(engine, join(root, 'b.jpg'))).sidecar).not.toBeNull()
})

test('photos that an older version has read are read again for what they say, not embedded anew', async () => {
  const keywords = bag('dc:subject', ['Dog'])
  const photos = Object.fromEntries(
    await Promise.all(
      Array.from({ length: 5 }, async (_, index) => [
        `${index}.jpg`,
        await tellingPhoto(keywords, `rgb(${index * 40}, 90, 90)`)
          .jpeg()
          .toBuffer(),
      ]),
    ),
  ) as Record<string, Buffer>
  const { root, dataDir, engine } = await library(photos)
  await engine.close()
  const db = new DatabaseSync(join(dataDir, 'library.db'))
  db.exec(`UPDATE contents SET metadata_version = 0, lens = NULL, taken_at = NULL, keywords = NULL;
    UPDATE photos SET time = 1, keywords_taken = NULL; DELETE FROM tags`)
  db.close()
  // an edit that was not scanned yet: its old facts are not taken from the new file
  writeFileSync(join(root, '4.jpg'), photos['0.jpg']!.subarray(0, 50))

  const second = await openTestEngine(dataDir)
  await second.idle()
  const jobs = await second.call('jobs.list')
  expect(jobs.filter(({ kind }) => kind === 'metadata')).toMatchObject([{ result: { read: 4, failed: 0 } }])
  expect(jobs.filter(({ kind }) => kind === 'index')).toHaveLength(1)
  const photo = await photoAt(second, join(root, '0.jpg'))
  expect(photo).toMatchObject({ lens: TOLD.lens, takenAt: TOLD.takenAt, tags: [{ path: 'Dog' }] })
  expect((await photoAt(second, join(root, '4.jpg'))).lens).toBeNull()
  const { times } = await second.call('photos.index', { source: { kind: 'all' } })
  expect(times.slice(0, 4)).toEqual(Array(4).fill(Date.parse(`${TOLD.takenAt}Z`)))
  // the one that is left waits for its next reading
  await second.close()
  const third = await openTestEngine(dataDir)
  await scan(third)
  expect((await third.call('library.status')).unreadable).toBe(1)
})

test('photos are listed by time, name, rating, camera, size and when they came', async () => {
  const rated = (stars: number) => `<xmp:Rating>${stars}</xmp:Rating>`
  const { root, engine } = await library({
    'IMG_10.jpg': await tellingPhoto(rated(2), 'red').jpeg().toBuffer(),
    'img_9.jpg': await tellingPhoto(rated(5), 'green', { IFD0: { Model: 'Alpha 7' } })
      .jpeg()
      .toBuffer(),
  })
  writeFileSync(join(root, 'b.jpg'), await tellingPhoto('', 'blue', {}).jpeg().toBuffer())
  utimesSync(join(root, 'b.jpg'), new Date(), new Date(2001, 1, 1))
  await scan(engine)
  const names = async (by: PhotoOrder['by'], descending = false) => {
    const { ids } = await engine.call('photos.index', { source: { kind: 'all' }, order: { by, descending } })
    return Promise.all(ids.map(async (id) => (await engine.call('photos.get', { id })).name))
  }
  expect(await names('name')).toEqual(['b.jpg', 'img_9.jpg', 'IMG_10.jpg'])
  expect(await names('name', true)).toEqual(['IMG_10.jpg', 'img_9.jpg', 'b.jpg'])
  expect(await names('rating', true)).toEqual(['img_9.jpg', 'IMG_10.jpg', 'b.jpg'])
  expect(await names('camera')).toEqual(['img_9.jpg', 'IMG_10.jpg', 'b.jpg'])
  expect((await names('added', true))[0]).toBe('b.jpg')
  expect((await names('size'))[0]).toBe('b.jpg')
  expect((await names('time'))[0]).toBe('b.jpg')
})
