import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { openDatabase } from '../../src-main/engine/store/open.ts'
import { first } from '../../src-main/engine/store/migrations/001-first.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import { drawPhotos, fingerprints, openTestEngine, temporaryFolder } from '../support/library.ts'

const byWhat = async (engine: Engine, repair: boolean) => {
  const findings = await engine.call('library.examine', { repair })
  return Object.fromEntries(
    findings.filter(({ found }) => found > 0).map(({ what, found, repaired }) => [what, [found, repaired]]),
  )
}
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

test('the doctor finds and mends what is wrong, and loses no decision', async () => {
  const folder = temporaryFolder()
  const [kept, removed, dataDir] = ['kept', 'removed', 'library'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await drawPhotos(kept, ['a.jpg', 'b.jpg', 'c.jpg'])
  await drawPhotos(removed, ['d.jpg', 'e.jpg'], 10)
  await drawPhotos(join(kept, 'later'), ['f.jpg'], 20)
  const engine = await openTestEngine(dataDir)
  await engine.call('roots.add', { path: removed })
  await engine.idle()
  await engine.call('roots.add', { path: kept })
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: { kind: 'all' } })
  await engine.call('tags.decide', { photoIds: ids, path: 'Mine', decision: 'accept' })
  expect(await byWhat(engine, false)).toEqual({})
  const before = fingerprints(kept)

  const roots = await engine.call('roots.list')
  await engine.call('roots.remove', { id: roots.find(({ path }) => path.endsWith('removed'))!.id })
  const thumbnails = join(dataDir, 'thumbnails')
  const { version } = await engine.call(
    'photos.get',
    await engine.call('photos.locate', { path: join(kept, 'a.jpg') }),
  )
  await engine.close()
  const db = new DatabaseSync(join(dataDir, 'library.db'))
  const hash = db.prepare('SELECT hash FROM contents WHERE id = ?').get(version) as { hash: string }
  rmSync(join(thumbnails, hash.hash.slice(0, 2), `${hash.hash}.jpg`))
  db.exec('PRAGMA foreign_keys = OFF; UPDATE photos SET time = 1 WHERE id = (SELECT max(id) FROM photos)')
  db.exec('INSERT INTO embeddings SELECT 9999, tower, preprocessing, mode, vector FROM embeddings LIMIT 1')
  db.exec("INSERT INTO tags (photo_id, path, state, source, at) VALUES (9999, 'Lost', 'accepted', 'user', 1)")
  db.close()
  writeFileSync(join(thumbnails, 'half.jpg.tmp'), 'x')
  utimesSync(join(thumbnails, 'half.jpg.tmp'), 1, 1)
  writeFileSync(join(thumbnails, 'now.jpg.tmp'), 'being written')

  const second = await openTestEngine(dataDir)
  const wrong = {
    'rows of embeddings that belong to nothing': [1, 1],
    'rows of tags that belong to nothing': [1, 0],
    'photos in the wrong place of the order': [1, 1],
    'contents and embeddings of photos that were removed': [2, 2],
    'leftover thumbnails and previews': [3, 3],
    'missing thumbnails': [1, 1],
  }
  expect(await byWhat(second, false)).toEqual(
    Object.fromEntries(Object.entries(wrong).map(([what, [found]]) => [what, [found, 0]])),
  )
  expect(await byWhat(second, true)).toEqual(wrong)
  expect(await byWhat(second, true)).toEqual({ 'rows of tags that belong to nothing': [1, 0] })
  expect(filesIn(thumbnails).map((file) => statSync(file).size > 0)).toEqual([true, true, true, true, true])
  const tags = await second.call('tags.list', {})
  expect(tags.map(({ tag, state }) => [tag, state])).toEqual(Array(4).fill(['Mine', 'accepted']))
  expect(await second.call('library.status')).toMatchObject({ photos: 4, embedded: 4 })
  expect(fingerprints(kept)).toEqual(before)
})

test('a library is copied before a newer program changes it, and the copy takes its place', () => {
  const folder = temporaryFolder()
  // as the first version made it
  const old = openDatabase(join(folder, 'library.db'))
  old.script(`${first} PRAGMA user_version = 1`)
  old.run("INSERT INTO labels (name, created_at) VALUES ('Dog', 1)")
  old.close()
  const backups = join(folder, 'backups')
  const names = (): string[] => readdirSync(backups).sort()

  openStore(folder).close()
  expect(names()).toHaveLength(1)
  expect(names()[0]).toMatch(/^library-v1-\d{4}-.*\.db$/)
  // nothing is copied where nothing changes
  openStore(folder).close()
  expect(names()).toHaveLength(1)

  for (const name of [
    'library-v0-2020-01-01T00-00-00.db',
    'library-v0-2021-01-01T00-00-00.db',
    'torn.db.tmp',
  ])
    writeFileSync(join(backups, name), 'x')
  rmSync(join(folder, 'library.db'))
  renameSync(join(backups, names().at(-2)!), join(folder, 'library.db'))
  const store = openStore(folder)
  expect(store.labels.all().map(({ name }) => name)).toEqual(['Dog'])
  store.close()
  expect(names().map((name) => name.slice(0, 10))).toEqual(['library-v0', 'library-v1'])
})

test('a library whose decisions are damaged is not opened, and says where its copies are', () => {
  const folder = temporaryFolder()
  openStore(folder).close()
  const db = new DatabaseSync(join(folder, 'library.db'))
  const insert = db.prepare('INSERT INTO settings VALUES (?, ?)')
  for (let count = 0; count < 500; count++) insert.run(`key ${count}`, 'x'.repeat(200))
  const page = db
    .prepare(
      "SELECT rootpage, (SELECT page_size FROM pragma_page_size) AS size FROM sqlite_master WHERE name = 'settings'",
    )
    .get() as { rootpage: number; size: number }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  mkdirSync(join(folder, 'backups'), { recursive: true })
  const file = openSync(join(folder, 'library.db'), 'r+')
  writeSync(file, Buffer.alloc(200, 0xee), 0, 200, (page.rootpage - 1) * page.size)
  closeSync(file)
  expect(() => openStore(folder)).toThrow(/damaged.*backups/s)
})
