import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { unpackMarks } from '../../src-shared/marks.ts'
import { openTestEngine, temporaryFolder } from '../support/library.ts'
import { nef } from '../support/rawFiles.ts'
import { tellingPhoto } from '../support/tellingPhotos.ts'

/** Photos whose files say: 4 stars and red; rejected and a colour in German; nothing. */
async function library() {
  const folder = temporaryFolder()
  const [root, dataDir] = [join(folder, 'photos'), join(folder, 'library')]
  mkdirSync(root)
  const says = {
    'rated.jpg': '<xmp:Rating>4</xmp:Rating><xmp:Label>Red</xmp:Label>',
    'rejected.jpg': '<xmp:Rating>-1</xmp:Rating><xmp:Label>Grün</xmp:Label>',
    'silent.jpg': '<xmp:Label>To do</xmp:Label>',
  }
  for (const [at, [name, properties]] of Object.entries(says).entries())
    writeFileSync(
      join(root, name),
      await tellingPhoto(properties, ['red', 'green', 'blue'][at]).jpeg().toBuffer(),
    )
  const engine = await openTestEngine(dataDir)
  await engine.call('roots.add', { path: root })
  await engine.idle()
  const idOf = async (name: string, of = engine): Promise<number> =>
    (await of.call('photos.locate', { path: join(root, name) })).id
  const ids = await Promise.all(Object.keys(says).map((name) => idOf(name)))
  return { root, dataDir, engine, idOf, ids: ids as [number, number, number] }
}

const marksOf = async (engine: Engine, id: number) => {
  const { rating, flag, colour, marked } = await engine.call('photos.get', { id })
  return [rating, flag, colour, marked.join()]
}
const found = async (engine: Engine, text: string) =>
  (await engine.call('photos.index', { source: { kind: 'text', text } })).ids.toSorted((a, b) => a - b)

test('the user’s stars, flag and colour outweigh the file’s, in views, search, order and rules, and can be given back', async () => {
  const { engine, ids } = await library()
  const [rated, rejected, silent] = ids
  expect(await marksOf(engine, rated)).toEqual([4, null, 'red', ''])
  expect(await marksOf(engine, rejected)).toEqual([null, 'rejected', 'green', ''])
  expect(await marksOf(engine, silent)).toEqual([null, null, null, ''])
  expect([await found(engine, 'is:rejected'), await found(engine, 'colour:none')]).toEqual([
    [rejected],
    [silent],
  ])

  await engine.call('photos.mark', { photoIds: [rated], marking: { rating: 0, colour: 'none' } })
  await engine.call('photos.mark', { photoIds: [rejected, silent], marking: { rating: 3, flag: 'picked' } })
  await engine.call('photos.mark', { photoIds: [silent], marking: { colour: 'blue', rating: 5 } })
  expect(await marksOf(engine, rated)).toEqual([0, null, null, 'rating,colour'])
  expect(await marksOf(engine, rejected)).toEqual([3, 'picked', 'green', 'rating,flag'])
  expect(await marksOf(engine, silent)).toEqual([5, 'picked', 'blue', 'rating,flag,colour'])
  const {
    ids: ordered,
    marked,
    marks,
  } = await engine.call('photos.index', {
    source: { kind: 'all' },
    order: { by: 'rating', descending: true },
  })
  expect(ordered).toEqual([silent, rejected, rated])
  expect([marked, marks?.map(unpackMarks)]).toEqual([
    [0, 1],
    [
      { rating: 5, flag: 'picked', colour: 'blue' },
      { rating: 3, flag: 'picked', colour: 'green' },
    ],
  ])
  for (const [query, fitting] of [
    ['rating:3+', [rejected, silent]],
    ['is:picked', [rejected, silent]],
    ['is:rejected', []],
    ['color:Blue', [silent]],
    ['colour:none', [rated]],
    ['is:picked -colour:green', [silent]],
  ] as const)
    expect([query, await found(engine, query)]).toEqual([query, fitting.toSorted((a, b) => a - b)])
  const rule = { all: [{ flag: 'picked' as const }, { none: [{ colour: 'blue' as const }] }] }
  const album = await engine.call('albums.create', { name: 'Picked', rule })
  expect((await engine.call('photos.index', { source: { kind: 'album', albumId: album.id } })).ids).toEqual([
    rejected,
  ])

  await engine.call('photos.mark', { photoIds: ids, marking: { rating: null, flag: null, colour: null } })
  expect(await marksOf(engine, rated)).toEqual([4, null, 'red', ''])
  expect(await marksOf(engine, rejected)).toEqual([null, 'rejected', 'green', ''])
})

test('each change is one step, taken back also after a restart; what was said otherwise since stays', async () => {
  const { engine, dataDir, ids } = await library()
  const [rated, rejected] = ids
  const first = await engine.call('photos.mark', { photoIds: ids, marking: { rating: 2 } })
  expect(first.photos).toBe(3)
  await engine.call('photos.mark', { photoIds: [rated], marking: { flag: 'picked' } })
  await engine.call('photos.mark', { photoIds: [rejected], marking: { rating: 1 } })
  expect(await engine.call('photos.mark', { photoIds: [rejected], marking: { rating: 1 } })).toEqual({
    photos: 0,
    step: null,
  })
  await engine.close()

  const again = await openTestEngine(dataDir)
  expect((await again.call('tags.steps', {})).map(({ title, photos }) => [title, photos])).toEqual([
    ['Stars: 1', 1],
    ['Flag: picked', 1],
    ['Stars: 2', 3],
  ])
  expect(await again.call('tags.undo', { step: first.step! })).toMatchObject({ skipped: 1, paths: [] })
  expect(await marksOf(again, rated)).toEqual([4, 'picked', 'red', 'flag'])
  expect(await marksOf(again, rejected)).toEqual([1, 'rejected', 'green', 'rating'])
  await again.call('tags.undo', {})
  await again.call('tags.undo', {})
  expect(await found(again, 'is:picked OR rating:1')).toEqual([])
  const nobody = again.call('photos.mark', { photoIds: [rated, 999], marking: { rating: 1 } })
  await expect(nobody).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('they go along when a file is moved, stay when it is edited, and hold for the RAW file beside it', async () => {
  const { engine, root, idOf, ids } = await library()
  const [rated] = ids
  writeFileSync(join(root, 'rated.NEF'), await nef())
  await engine.call('roots.scan', {})
  await engine.idle()
  const raw = await idOf('rated.NEF')
  await engine.call('photos.mark', { photoIds: [rated], marking: { rating: 5, colour: 'yellow' } })
  await engine.call('photos.mark', { photoIds: [raw], marking: { flag: 'picked' } })
  expect([await marksOf(engine, rated), await marksOf(engine, raw)]).toEqual([
    [5, null, 'yellow', 'rating,colour'],
    [5, 'picked', 'yellow', 'rating,flag,colour'],
  ])
  mkdirSync(join(root, 'best'))
  renameSync(join(root, 'rated.jpg'), join(root, 'best', 'one.jpg'))
  await engine.call('roots.scan', {})
  await engine.idle()
  expect(await marksOf(engine, await idOf('best/one.jpg'))).toEqual([5, null, 'yellow', 'rating,colour'])
  const edited = await tellingPhoto('<xmp:Rating>1</xmp:Rating>', 'white').jpeg().toBuffer()
  writeFileSync(join(root, 'best', 'one.jpg'), edited)
  await engine.call('roots.scan', {})
  await engine.idle()
  const id = await idOf('best/one.jpg')
  expect(await marksOf(engine, id)).toEqual([5, null, 'yellow', 'rating,colour'])
  await engine.call('photos.mark', { photoIds: [id], marking: { rating: null } })
  expect((await marksOf(engine, id))[0]).toBe(1)
})

test('of copies the one that was picked is proposed to be kept, and one that was rejected is not', async () => {
  const { engine, root, idOf } = await library()
  const bytes = await tellingPhoto('', 'purple').jpeg().toBuffer()
  for (const name of ['1.jpg', '2.jpg', '3.jpg']) writeFileSync(join(root, name), bytes)
  await engine.call('roots.scan', {})
  await engine.idle()
  const best = async () => (await engine.call('search.duplicates')).groups.map(({ best, why }) => [best, why])
  await engine.call('photos.mark', {
    photoIds: [await idOf('1.jpg')],
    marking: { flag: 'rejected', rating: 5 },
  })
  await engine.call('photos.mark', { photoIds: [await idOf('3.jpg')], marking: { rating: 1 } })
  expect(await best()).toEqual([[await idOf('3.jpg'), 'rating']])
  await engine.call('photos.mark', { photoIds: [await idOf('2.jpg')], marking: { flag: 'picked' } })
  expect(await best()).toEqual([[await idOf('2.jpg'), 'flag']])
})
