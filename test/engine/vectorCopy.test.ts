import { fork } from 'node:child_process'
import { once } from 'node:events'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Embeddings } from '../../src-main/engine/store/embeddings.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import { openVectors } from '../../src-main/engine/vectors/openVectors.ts'
import { fillLibrary } from '../support/largeLibrary.ts'
import { projectRoot, temporaryFolder } from '../support/library.ts'

const DIMENSIONS = 40
const ROW_BYTES = 48 * 4
const HEADER_BYTES = 4096
const RECORD_BYTES = 8
const KEY = { tower: 'tower', preprocessing: 'exact' }
const COUNT = 500

/** A library of 500 embeddings with a complete copy of them. */
async function libraryWithCopy(): Promise<string> {
  const library = temporaryFolder()
  await fillLibrary(library, () => ({ photos: COUNT, dimensions: DIMENSIONS, key: KEY }))
  expect(await open(library)).toBe(COUNT)
  return library
}

const copyOf = (library: string): string => join(library, 'vectors')

function fileOf(library: string, ending: '.rows' | '.vectors'): string {
  const found = fs.readdirSync(copyOf(library)).filter((name) => name.endsWith(ending))
  expect(found).toHaveLength(1)
  return join(copyOf(library), found[0]!)
}

/**
 * Opens the embeddings, proves that they are those of the database, and lets the copy be brought up to date. Answers how
 * many came from the database.
 */
async function open(library: string): Promise<number> {
  const store = openStore(library)
  try {
    let fromDatabase = 0
    const embeddings: Embeddings = {
      ...store.embeddings,
      vectors(key, contentIds) {
        fromDatabase += contentIds.length
        return store.embeddings.vectors(key, contentIds)
      },
    }
    const directory = copyOf(library)
    const { vectors, close } = await openVectors({ embeddings, key: KEY, dimensions: DIMENSIONS, directory })
    const known = store.embeddings.contentIds(KEY)
    expect(vectors.size).toBe(known.length)
    for (const { contentId, vector } of store.embeddings.vectors(KEY, known))
      expect(vectors.vector(vectors.rowOf(contentId)!)).toEqual(vector)
    await close()
    return fromDatabase
  } finally {
    store.close()
  }
}

function flipBit(file: string, at: number): void {
  const bytes = fs.readFileSync(file)
  bytes[at]! ^= 4
  fs.writeFileSync(file, bytes)
}

function sql(library: string, statement: string): void {
  const db = new DatabaseSync(join(library, 'library.db'))
  db.exec(`PRAGMA foreign_keys = ON; ${statement}`)
  db.close()
}

/** What can happen to a copy, and how many of 500 embeddings then have to come from the database. */
const damages: [what: string, fromDatabase: number, damage: (library: string) => unknown][] = [
  ['nothing', 0, () => {}],
  ['it is gone', COUNT, (library) => fs.rmSync(copyOf(library), { recursive: true })],
  ['its rows are gone', COUNT, (library) => fs.rmSync(fileOf(library, '.vectors'))],
  ['its records are gone', COUNT, (library) => fs.rmSync(fileOf(library, '.rows'))],
  [
    'it ends in a row',
    COUNT - 300,
    (library) => fs.truncateSync(fileOf(library, '.vectors'), 300.5 * ROW_BYTES),
  ],
  [
    'it ends in a record',
    COUNT - 200,
    (library) => fs.truncateSync(fileOf(library, '.rows'), HEADER_BYTES + 200 * RECORD_BYTES + 5),
  ],
  ['it ends in its header', COUNT, (library) => fs.truncateSync(fileOf(library, '.rows'), 100)],
  [
    'rubbish follows it',
    0,
    (library) => {
      for (const ending of ['.rows', '.vectors'] as const)
        fs.appendFileSync(fileOf(library, ending), Buffer.alloc(9999, 'rubbish'))
    },
  ],
  [
    'a bit of a row changed',
    COUNT - 123,
    (library) => flipBit(fileOf(library, '.vectors'), 123.5 * ROW_BYTES),
  ],
  [
    'a bit of a record changed',
    COUNT - 77,
    (library) => flipBit(fileOf(library, '.rows'), HEADER_BYTES + 77 * RECORD_BYTES),
  ],
  ['a bit of its header changed', COUNT, (library) => flipBit(fileOf(library, '.rows'), 20)],
  [
    'its rows are zeros, as after a power cut',
    COUNT,
    (library) => fs.writeFileSync(fileOf(library, '.vectors'), Buffer.alloc(COUNT * ROW_BYTES)),
  ],
  [
    'it is the copy of another library',
    COUNT,
    async (library) => {
      const other = await libraryWithCopy()
      fs.rmSync(copyOf(library), { recursive: true })
      fs.cpSync(copyOf(other), copyOf(library), { recursive: true })
    },
  ],
  [
    'it is an older copy of the same library',
    COUNT,
    async (library) => {
      fs.cpSync(copyOf(library), join(library, 'backup'), { recursive: true })
      expect(await open(library)).toBe(0)
      fs.rmSync(copyOf(library), { recursive: true })
      fs.renameSync(join(library, 'backup'), copyOf(library))
    },
  ],
  [
    'the database is an older one',
    COUNT,
    async (library) => {
      fs.copyFileSync(join(library, 'library.db'), join(library, 'backup.db'))
      expect(await open(library)).toBe(0)
      fs.renameSync(join(library, 'backup.db'), join(library, 'library.db'))
    },
  ],
  [
    'an embedding was removed',
    COUNT - 1,
    (library) => sql(library, 'DELETE FROM embeddings WHERE content_id = 9'),
  ],
  [
    'an embedding was changed',
    COUNT,
    (library) =>
      sql(library, `UPDATE embeddings SET vector = zeroblob(${DIMENSIONS * 4}) WHERE content_id = 9`),
  ],
  [
    'embeddings came that it never saw',
    20,
    (library) =>
      sql(
        library,
        `INSERT INTO contents (hash, format, width, height) SELECT 'new ' || id, format, width, height FROM contents LIMIT 20;
         INSERT INTO embeddings SELECT c.id, 'tower', 'exact', 'exact', e.vector FROM contents c
           JOIN embeddings e ON e.content_id = 1 WHERE c.hash LIKE 'new %'`,
      ),
  ],
  [
    'the last transactions are lost that it has',
    COUNT - 5,
    (library) => {
      // without triggers, as nothing knows of what is lost in a power cut
      sql(library, 'DROP TRIGGER embeddings_removed; DELETE FROM embeddings WHERE content_id > 495')
    },
  ],
]

test.each(damages)('embeddings are right when %s with their copy', async (_what, fromDatabase, damage) => {
  const library = await libraryWithCopy()
  await damage(library)
  expect(await open(library)).toBe(fromDatabase)
  expect(await open(library)).toBe(0)
})

test('without a copy that can be written everything works, and a copy that cannot be right is removed', async () => {
  const library = await libraryWithCopy()
  const other = join(copyOf(library), 'of another model.vectors')
  fs.writeFileSync(other, 'x')
  const rows = fileOf(library, '.rows')
  fs.rmSync(rows)
  fs.symlinkSync('/dev/full', rows)
  expect(await open(library)).toBe(COUNT)
  expect(await open(library)).toBe(COUNT)
  expect(fs.existsSync(other)).toBe(false)
  fs.rmSync(copyOf(library), { recursive: true })
  fs.writeFileSync(copyOf(library), 'a file where the folder should be')
  expect(await open(library)).toBe(COUNT)
})

test('a process that is killed while it saves leaves a copy that is used, or mended', async () => {
  const library = await libraryWithCopy()
  const script = join(projectRoot, 'test', 'support', 'savingVectors.ts')
  for (let kill = 0; kill < 5; kill++) {
    const child = fork(script, [library, copyOf(library), String(DIMENSIONS), KEY.tower, KEY.preprocessing])
    await once(child, 'message')
    await sleep(Math.random() * 200)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await open(library)
    expect(await open(library)).toBe(0)
  }
})
