import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'

const all = { kind: 'all' as const }

async function emptyLibrary() {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await mkdir(photos)
  return { folder, photos, engine: await openTestEngine(join(folder, 'library')) }
}

/** Scans everything, and answers what the scan found. */
async function scan(engine: Engine): Promise<Record<string, number> | null> {
  await engine.call('roots.scan', {})
  await engine.idle()
  return (await engine.call('jobs.list')).find(({ kind }) => kind === 'scan')!.result
}

async function paths(engine: Engine): Promise<string[]> {
  const { ids } = await engine.call('photos.index', { source: all })
  const found = await Promise.all(ids.map((id) => engine.call('photos.get', { id })))
  return found.map(({ path }) => path).sort()
}

test('a scan says what is new, changed, missing and ignored, and an unchanged tree costs no reading', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'in/c.jpg', 'in/deep/d.jpg'])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  // read, a file whose last access lies before its last change gets a new one
  const long = new Date('2020-01-01')
  for (const name of ['a.jpg', 'in/deep/d.jpg']) utimesSync(join(photos, name), long, new Date('2021-01-01'))
  await scan(engine)
  for (const name of ['a.jpg', 'in/deep/d.jpg']) utimesSync(join(photos, name), long, new Date('2021-01-01'))
  expect(await scan(engine)).toMatchObject({ found: 4, added: 0, changed: 0, missing: 0 })
  expect(statSync(join(photos, 'a.jpg')).atimeMs).toBe(long.getTime())

  await drawPhotos(photos, ['x.jpg', 'new/e.jpg', 'a.jpg'], 10)
  await rm(join(photos, 'in'), { recursive: true })
  await mkdir(join(photos, '.hidden'))
  expect(await scan(engine)).toMatchObject({ found: 4, added: 2, changed: 1, missing: 2, ignored: 1 })
  expect(await engine.call('library.status')).toMatchObject({ photos: 4, embedded: 4, missing: 2, unread: 0 })
})

describe('what is not wanted', () => {
  test('is left out by .lumitagignore as by .gitignore, and comes back with its decisions', async () => {
    const { photos, engine } = await emptyLibrary()
    await drawPhotos(photos, ['a.jpg', 'a.png', 'raw/b.jpg', 'raw/keep/c.jpg', 'in/d.jpg', 'in/e.jpg'])
    await engine.call('roots.add', { path: photos })
    await engine.idle()
    const { id } = await engine.call('photos.locate', { path: join(photos, 'in/d.jpg') })
    await engine.call('tags.decide', { photoIds: [id], path: 'kept', decision: 'accept' })

    writeFileSync(join(photos, '.lumitagignore'), '# not these\n*.png\nraw/*\n!raw/keep/\nd.jpg\n')
    expect(await scan(engine)).toMatchObject({ missing: 3, ignored: 3 })
    expect(await paths(engine)).toEqual(['a.jpg', 'in/e.jpg', 'raw/keep/c.jpg'])
    // the rules of an inner folder win over those around it
    writeFileSync(join(photos, 'in', '.lumitagignore'), '!d.jpg\ne.*\n')
    await scan(engine)
    expect(await paths(engine)).toEqual(['a.jpg', 'in/d.jpg', 'raw/keep/c.jpg'])
    expect((await engine.call('photos.get', { id })).tags).toMatchObject([{ path: 'kept' }])
  })

  test('may be small or large files, the library itself, and whatever links lead to', async () => {
    const { folder, photos, engine } = await emptyLibrary()
    await drawPhotos(photos, ['a.jpg', 'inner/b.jpg'])
    writeFileSync(join(photos, 'icon.jpg'), 'tiny')
    symlinkSync(photos, join(photos, 'inner', 'loop'))
    symlinkSync(join(photos, 'a.jpg'), join(photos, 'linked.jpg'))
    await engine.call('roots.add', { path: folder })
    await engine.idle()
    expect(await paths(engine)).toEqual(['photos/a.jpg', 'photos/icon.jpg', 'photos/inner/b.jpg'])
    await engine.call('scanning.change', { smallest: 10 })
    await engine.idle()
    expect(await paths(engine)).toEqual(['photos/a.jpg', 'photos/inner/b.jpg'])
    await expect(engine.call('scanning.change', { largest: 5 })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('awkward names', () => {
  test('in two normal forms, in two cases, and 4,000 characters deep are files of their own', async () => {
    const { photos, engine } = await emptyLibrary()
    const deep = Array.from({ length: 20 }, (_, at) => `${at}`.padEnd(196, 'x')).join('/')
    const names = [
      'caf\u00e9.jpg',
      'cafe\u0301.jpg',
      'Case.jpg',
      'case.jpg',
      `${deep}/far.jpg`,
      'a #?%&;.jpg',
    ]
    await drawPhotos(photos, names)
    await engine.call('roots.add', { path: photos })
    await engine.idle()
    expect(await paths(engine)).toEqual([...names].sort())
    expect(await engine.call('library.status')).toMatchObject({ photos: 6, embedded: 6 })
    expect(await scan(engine)).toMatchObject({ found: 6, added: 0, missing: 0 })
  })

  test('beyond what the system can open are told, and nothing else is lost', async () => {
    const { photos, engine } = await emptyLibrary()
    await drawPhotos(photos, ['a.jpg'])
    const before = process.cwd()
    process.chdir(photos)
    for (let depth = 0; depth < 25; depth++) {
      mkdirSync('y'.repeat(200))
      process.chdir('y'.repeat(200))
    }
    writeFileSync('unreachable.jpg', '')
    process.chdir(before)
    await engine.call('roots.add', { path: photos })
    await engine.idle()
    const [job] = (await engine.call('jobs.list')).filter(({ kind }) => kind === 'scan')
    expect(await engine.call('jobs.problems', { id: job!.id })).toMatchObject([
      { code: 'FOLDER_UNREADABLE', message: expect.stringContaining('longer than') as string },
    ])
    expect(await paths(engine)).toEqual(['a.jpg'])
  })
})

test('what may not be read is a problem, and nothing that is known below it is forgotten', async () => {
  const { folder, photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'closed/b.jpg', 'listed/c.jpg'])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  chmodSync(folder, 0o755)
  chmodSync(join(photos, 'closed'), 0o000)
  // names can be read, files cannot be looked at
  chmodSync(join(photos, 'listed'), 0o444)
  process.seteuid?.(65534)
  let result
  try {
    result = await scan(engine)
  } finally {
    process.seteuid?.(0)
    chmodSync(join(photos, 'closed'), 0o755)
    chmodSync(join(photos, 'listed'), 0o755)
  }
  const [job] = (await engine.call('jobs.list')).filter(({ kind }) => kind === 'scan')
  const problems = await engine.call('jobs.problems', { id: job!.id })
  expect(problems.map(({ path, code }) => [path.slice(photos.length + 1), code]).sort()).toEqual([
    ['closed', 'FOLDER_UNREADABLE'],
    ['listed/c.jpg', 'FILE_UNREADABLE'],
  ])
  expect(result).toMatchObject({ missing: 0 })
  expect(await engine.call('library.status')).toMatchObject({ photos: 3 })
})

test('a file that is still growing is read once it is left alone', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['whole.jpg'])
  const engine = await openTestEngine(join(folder, 'library'), { quietMs: 400 })
  const bytes = readFileSync(join(photos, 'whole.jpg'))
  const file = join(photos, 'growing.jpg')
  await writeFile(file, bytes.subarray(0, 100))
  await engine.call('roots.add', { path: photos })
  for (let at = 100; at < bytes.length; at += 100) {
    await writeFile(file, bytes.subarray(at, at + 100), { flag: 'a' })
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ photos: 2, embedded: 2, unreadable: 0 })
  const { id } = await engine.call('photos.locate', { path: file })
  expect(await engine.call('photos.get', { id })).toMatchObject({ bytes: bytes.length, copies: [{}] })
})

test('after the reading was stopped the library says how many photos wait, until the user goes on', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(
    photos,
    Array.from({ length: 40 }, (_, at) => `${at}.jpg`),
  )
  await engine.call('roots.add', { path: photos })
  const running = async () =>
    (await engine.call('jobs.list')).find(({ kind, state }) => kind === 'index' && state === 'running')
  while (!(await running())) await new Promise((resolve) => setTimeout(resolve, 5))
  await engine.call('jobs.cancel', { id: (await running())!.id })
  await engine.idle()
  const { unread } = await engine.call('library.status')
  expect(unread).toBeGreaterThan(0)
  await engine.call('photos.read')
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ unread: 0, embedded: 40 })
})

test('photos that somebody looks at are read before the others', async () => {
  const { photos, engine } = await emptyLibrary()
  await drawPhotos(
    photos,
    Array.from({ length: 120 }, (_, at) => `${at}.jpg`),
  )
  await engine.call('roots.add', { path: photos })
  const index = () => engine.call('photos.index', { source: all })
  while ((await index()).ids.length < 120) await new Promise((resolve) => setTimeout(resolve, 5))
  const { ids } = await index()
  // the last in order
  const picture = await engine.media(new Request(`http://localhost/media/thumb/${ids.at(-1)}?v=0`))
  expect([picture.status, picture.headers.get('Content-Type')]).toEqual([200, 'image/jpeg'])
  expect(picture.headers.get('Cache-Control')).toBe('no-store')
  expect((await picture.bytes()).length).toBeGreaterThan(100)
  expect((await index()).versions.filter(Boolean).length).toBeLessThan(100)
  expect((await engine.call('photos.get', { id: ids.at(-1)! })).width).not.toBeNull()
  await engine.idle()
  expect(await engine.call('library.status')).toMatchObject({ embedded: 120 })

  // one that cannot be read is known to be so at once, and is not read again each time it is seen
  writeFileSync(join(photos, 'broken.jpg'), 'no picture')
  await scan(engine)
  const { id } = await engine.call('photos.locate', { path: join(photos, 'broken.jpg') })
  expect((await engine.media(new Request(`http://localhost/media/thumb/${id}?v=0`))).status).toBe(204)
  expect((await engine.call('photos.get', { id })).problem?.code).toBe('NOT_AN_IMAGE')
})

test('one that went away is missing, can be looked at by itself, and is forgotten only when asked', async () => {
  const { folder, photos, engine } = await emptyLibrary()
  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'c.jpg'])
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  await rename(join(photos, 'a.jpg'), join(folder, 'a.jpg'))
  await rm(join(photos, 'b.jpg'))
  await scan(engine)
  const missing = async () => (await engine.call('photos.index', { source: { kind: 'missing' } })).ids
  const ids = await missing()
  expect(ids).toHaveLength(2)
  expect(await engine.call('photos.get', { id: ids[0]! })).toMatchObject({ missing: true })
  expect((await engine.media(new Request(`http://localhost/media/thumb/${ids[0]}?v=1`))).status).toBe(200)
  const { ids: there } = await engine.call('photos.index', { source: all })
  expect(await engine.call('photos.forgetMissing', { photoIds: [...there, ids[0]!] })).toEqual({
    forgotten: 1,
  })
  expect(await missing()).toHaveLength(1)
  expect(await engine.call('roots.list')).toMatchObject([{ photos: 1, missing: 1 }])
  const [root] = await engine.call('roots.list')
  expect(await engine.call('roots.forgetGone', { id: root!.id })).toEqual({ forgotten: 1 })
  expect(await engine.call('library.status')).toMatchObject({ photos: 1, missing: 0 })
})
