import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

/* What happens around the database and the files beside it. */

async function setUp(count: number) {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  const library = join(folder, 'library')
  await drawPhotos(
    photos,
    Array.from({ length: count }, (_, index) => `photo-${index}.jpg`),
  )
  return { photos, library }
}

/** A connection of another program. */
function otherProgram(library: string): DatabaseSync {
  const db = new DatabaseSync(join(library, 'library.db'))
  onTestFinished(() => {
    if (db.isOpen) db.close()
  })
  return db
}

const all = { kind: 'all' as const }

test('while another program writes to the database, calls say so and jobs wait', async () => {
  const { photos, library } = await setUp(20)
  const engine = await openTestEngine(library, { runJobs: false })
  await engine.call('roots.add', { path: photos })
  const other = otherProgram(library)
  other.exec('BEGIN IMMEDIATE')
  await expect(engine.call('labels.add', { name: 'a dog' })).rejects.toMatchObject({ code: 'LIBRARY_BUSY' })
  engine.start()
  await eventually(async () => {
    expect(await engine.call('jobs.list')).toMatchObject([{ kind: 'scan', state: 'running', failed: 0 }])
  })
  other.exec('ROLLBACK')
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 20, embedded: 20, unreadable: 0 })
  expect((await engine.call('jobs.list')).map(({ state }) => state)).toEqual(['done', 'done'])
  expect(await engine.call('labels.add', { name: 'a dog' })).toMatchObject({ name: 'a dog' })
})

test('a library that another program has to itself is not taken for a damaged one', async () => {
  const { library } = await setUp(0)
  await (await openTestEngine(library)).close()
  const other = otherProgram(library)
  other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
  await expect(openTestEngine(library)).rejects.toMatchObject({ code: 'LIBRARY_BUSY' })
  other.close()
  await openTestEngine(library)
})

test('thumbnails that were deleted by hand are made again when they are looked at', async () => {
  const { photos, library } = await setUp(3)
  const engine = await openTestEngine(library)
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  rmSync(join(library, 'thumbnails'), { recursive: true })
  const { ids } = await engine.call('photos.index', { source: all })
  for (const id of ids) {
    const response = await engine.media(new Request(`photo://thumb/${id}`))
    expect(response.status).toBe(200)
    await response.arrayBuffer()
  }
  const made = readdirSync(join(library, 'thumbnails'), { recursive: true }) as string[]
  expect(made.filter((name) => name.endsWith('.jpg'))).toHaveLength(3)
})

test('a clock that jumps back by a year changes nothing but the times that are shown', async () => {
  const { photos, library } = await setUp(30)
  let year = 0
  const clock = (): number => Date.UTC(2026 + year, 5, 1)
  const engine = await openTestEngine(library, { clock })
  await engine.call('labels.add', { name: 'x', prompts: ['a cat'], automatic: 0 })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  year = -1
  await drawPhotos(photos, ['new.jpg'])
  await engine.call('roots.scan', {})
  await engine.idle()
  const { ids } = await engine.call('photos.index', { source: all })
  await engine.call('tags.decide', { photoIds: [ids[0]!], path: 'x', decision: 'reject' })
  expect(await engine.call('library.status')).toMatchObject({ photos: 31, embedded: 31 })
  expect((await engine.call('labels.list'))[0]!.counts).toMatchObject({ automatic: 30, rejected: 1 })
  const jobs = (await engine.call('jobs.list')).map(({ id }) => id)
  expect(jobs).toEqual(jobs.toSorted((a, b) => b - a))
  await engine.close()
  year = -2
  const again = await openTestEngine(library, { clock })
  await again.call('roots.scan', {})
  await again.idle()
  expect(await again.call('library.status')).toMatchObject({ photos: 31, embedded: 31 })
})
