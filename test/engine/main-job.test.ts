import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { drawPhotos, fingerprints, openTestEngine, samples, temporaryFolder } from '../support/library.ts'

const all = { kind: 'all' as const }

async function sampleLibrary() {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await cp(samples, photos, { recursive: true, filter: (path) => !path.includes('render') })
  const engine = await openTestEngine(join(folder, 'library'))
  return { folder, photos, engine }
}

test('photos become tags, a smart album and sidecars, and no photo file is touched', async () => {
  const { photos, engine } = await sampleLibrary()
  const before = fingerprints(photos)
  const label = await engine.call('labels.add', { name: 'Documents > Receipt', prompts: ['a receipt'] })
  await engine.call('roots.add', { path: photos })
  await engine.idle()

  const status = await engine.call('library.status')
  expect(status).toMatchObject({ unreadable: 0, embedded: status.photos })
  expect(status.photos).toBeGreaterThanOrEqual(20)

  const tagged = await engine.call('photos.index', { source: { kind: 'label', labelId: label.id } })
  const names = await Promise.all(
    tagged.ids.map(async (id) => (await engine.call('photos.get', { id })).name),
  )
  expect(names.some((name) => /receipt/i.test(name))).toBe(true)
  const [album] = (await engine.call('albums.list')).filter(({ name }) => name === 'Documents > Receipt')
  expect(album).toMatchObject({ count: tagged.ids.length, rule: { all: [{ label: label.id }] } })

  await engine.call('sidecars.sync', { source: all, direction: 'export' })
  await engine.idle()
  const sidecars = readdirSync(photos, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.xmp'))
  expect(sidecars).toHaveLength(tagged.ids.length)
  expect(readFileSync(join(photos, sidecars[0]!), 'utf8')).toContain('<rdf:li>Documents|Receipt</rdf:li>')
  expect(fingerprints(photos)).toMatchObject(before)
})

test('capture time, place, camera and upright size are read', async () => {
  const { photos, engine } = await sampleLibrary()
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const { ids, times, versions, aspects } = await engine.call('photos.index', { source: all })
  const details = await Promise.all(ids.map((id) => engine.call('photos.get', { id })))
  const outdoors = details.find(({ latitude }) => latitude !== null)!
  expect(outdoors.camera).toBe('Lumitag Sample Renderer')
  expect(outdoors.takenAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d$/)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  details.forEach(({ width, height, version }, index) => {
    expect(aspects[index]).toBeCloseTo(width! / height!, 2)
    expect(versions[index]).toBe(version)
  })
})

test('a second run does no work twice', async () => {
  const { photos, engine } = await sampleLibrary()
  await engine.call('labels.addPack', { name: 'everyday' })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  await engine.call('sidecars.sync', { source: all, direction: 'export' })
  await engine.idle()
  const files = fingerprints(photos)

  await engine.call('roots.add', { path: photos })
  await engine.idle()
  await engine.call('sidecars.sync', { source: all, direction: 'export' })
  await engine.idle()
  const [exported, index] = await engine.call('jobs.list')
  expect(index).toMatchObject({ kind: 'index', result: { embedded: 0, failed: 0 } })
  expect(exported).toMatchObject({ kind: 'sync', result: { written: 0, failed: 0 } })
  expect(fingerprints(photos)).toEqual(files)
})

test('the library survives being closed and opened: photos, decisions and embeddings are there', async () => {
  const folder = temporaryFolder()
  await drawPhotos(join(folder, 'photos'), ['a.jpg', 'b.jpg'])
  const first = await openTestEngine(join(folder, 'library'))
  await first.call('labels.add', { name: 'x', prompts: ['a cat'], automatic: 0 })
  await first.call('roots.add', { path: join(folder, 'photos') })
  await first.idle()
  const { ids } = await first.call('photos.index', { source: all })
  await first.call('tags.decide', { photoIds: [ids[0]!], path: 'x', decision: 'reject' })
  const before = await first.call('labels.list')
  await first.close()

  const second = await openTestEngine(join(folder, 'library'))
  expect(await second.call('labels.list')).toEqual(before)
  expect(before[0]!.counts).toEqual({ accepted: 0, automatic: 1, suggested: 0, rejected: 1 })
  expect(await second.call('library.status')).toMatchObject({ photos: 2, embedded: 2 })
})

test('tags of other programs in a sidecar, or inside the photo, stay and are taken in', async () => {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'c.jpg'])
  const foreign = readFileSync(join(import.meta.dirname, '../fixtures/foreign.xmp'))
  writeFileSync(join(photos, 'a.jpg.xmp'), foreign)
  await sharp(join(photos, 'b.jpg')).withXmp(foreign.toString('utf8')).toFile(join(photos, 'd.jpg'))
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('labels.add', { name: 'Mine', prompts: ['a cat'], automatic: 0 })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  await engine.call('sidecars.sync', { source: all, direction: 'export' })
  await engine.idle()
  for (const name of ['a.jpg', 'd.jpg']) {
    const { id } = await engine.call('photos.locate', { path: join(photos, name) })
    const { tags } = await engine.call('photos.get', { id })
    const file = name === 'a.jpg' ? 'sidecar' : 'photo'
    expect([name, tags.map((tag) => [tag.path, tag.state, tag.file])]).toEqual([
      name,
      [
        ['Mine', 'automatic', null],
        ['Places > Italy', 'imported', file],
        ['holiday', 'imported', file],
      ],
    ])
    // under another name it is still known where they come from
    const found = { source: { kind: 'tagged', filter: { source: 'sidecar', file } } } as const
    const { step } = await engine.call('tags.rename', { from: 'holiday', to: 'Holidays' })
    expect((await engine.call('photos.index', found)).ids).toEqual([id])
    expect(await engine.call('tags.tally', found.source.filter)).toEqual({ tags: 2, photos: 1 })
    await engine.call('tags.undo', { step: step! })
    const sidecar = readFileSync(join(photos, `${name}.xmp`), 'utf8')
    expect(sidecar).toContain('<custom:keep>untouched</custom:keep>')
    expect(sidecar).toContain('<rdf:li>Mine</rdf:li>')
  }
  // a tag that is rejected here goes from the sidecar; what others wrote beside it stays
  const { id } = await engine.call('photos.locate', { path: join(photos, 'a.jpg') })
  await engine.call('tags.decide', { photoIds: [id], path: 'Mine', decision: 'reject' })
  const { changes } = await engine.call('sidecars.preview', { source: all, direction: 'export' })
  expect(changes).toMatchObject([{ action: 'change', added: [], removed: ['Mine'] }])
  await engine.call('sidecars.sync', { source: all, direction: 'export' })
  await engine.idle()
  expect(readFileSync(join(photos, 'a.jpg.xmp'), 'utf8')).not.toContain('Mine')
})
