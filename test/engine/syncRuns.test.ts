import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../src-main/engine/store/store.ts'
import { applyPhoto } from '../../src-main/engine/sync/applyPhoto.ts'
import { planPhoto } from '../../src-main/engine/sync/planPhoto.ts'
import { sidecarSettings } from '../../src-main/engine/sync/settings.ts'
import { newSidecar } from '../../src-main/engine/xmp/create.ts'
import { openSidecarBatch } from '../../src-main/engine/xmp/sidecar.ts'
import { sidecar } from '../fixtures/xmp/sidecars.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import { fingerprints } from '../support/library.ts'
import { syncLibrary } from '../support/syncLibrary.ts'

test('case 39: a dry run changes no file, and says what the real run then does', async () => {
  const { engine, photos, accept, sync, preview, elsewhere } = await syncLibrary('a.jpg', 'b.jpg', 'c.jpg')
  await accept('one')
  await sync()
  elsewhere({ add: [['two']] })
  await engine.call('labels.add', { name: 'L', prompts: ['a cat'], automatic: 0 })
  const before = fingerprints(photos)
  const dry = await preview()
  expect(fingerprints(photos)).toEqual(before)
  expect(dry).toMatchObject({ create: 2, change: 1, imported: 1, changed: 3 })
  expect(await sync()).toMatchObject({ written: 3, created: 2, imported: 1 })
  for (const { sidecar, added } of dry.changes) {
    const { tags } = readSidecar(readFileSync(sidecar!))
    for (const tag of added) expect(tags.map((path) => path.join(' > '))).toContain(tag)
  }
  expect(await preview()).toMatchObject({ create: 0, change: 0, unchanged: 3, changes: [] })
})

test('case 40: a run is undone: files and tags as before, made files gone, a changed one left and told', async () => {
  const { engine, photos, accept, sync, tags, elsewhere } = await syncLibrary('a.jpg', 'b.jpg', 'c.jpg')
  await accept('one')
  await sync()
  elsewhere({ add: [['two']] })
  const before = readFileSync(join(photos, 'a.jpg.xmp'))
  const tagsBefore = await tags()
  const label = await engine.call('labels.add', { name: 'L', prompts: ['a cat'], automatic: 0 })
  const gone = await engine.call('labels.add', { name: 'two', automatic: 1 })
  expect(await sync()).toMatchObject({ written: 3, created: 2 })
  await engine.call('labels.remove', { id: gone.id })
  elsewhere({ add: [['mine']] }, 'c.jpg')
  const changed = readFileSync(join(photos, 'c.jpg.xmp'))

  const [run] = await engine.call('sidecars.runs')
  const { id } = await engine.call('sidecars.undo', { run: run!.id })
  await engine.idle()
  expect((await engine.call('jobs.list')).find((job) => job.id === id)).toMatchObject({
    state: 'done',
    result: { restored: 1, deleted: 1, failed: 1 },
  })
  expect(await engine.call('jobs.problems', { id })).toMatchObject([
    { code: 'UNDO_SKIPPED', path: join(photos, 'c.jpg.xmp') },
  ])
  expect(readFileSync(join(photos, 'a.jpg.xmp'))).toEqual(before)
  expect(existsSync(join(photos, 'b.jpg.xmp'))).toBe(false)
  expect(readFileSync(join(photos, 'c.jpg.xmp'))).toEqual(changed)
  await engine.call('labels.remove', { id: label.id })
  expect(await tags()).toEqual(tagsBefore)
  expect((await engine.call('sidecars.runs'))[0]).toMatchObject({
    id: run!.id,
    undoneAt: expect.any(String) as string,
  })
  await expect(engine.call('sidecars.undo', { run: 'never' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('settings: words that differ only in case are one tag, or two', async () => {
  const { engine, accept, sync, tags, sidecar, elsewhere } = await syncLibrary('a.jpg')
  await accept('Cat', 'Dog')
  await sync()
  elsewhere({ add: [['cat']] })
  expect(await sync()).toMatchObject({ imported: 0, conflicts: 0 })
  await engine.call('sidecars.setSettings', { matchCase: true })
  elsewhere({ add: [['dog']] })
  expect(await sync()).toMatchObject({ imported: 1, conflicts: 0 })
  expect(await tags()).toEqual(['Cat accepted', 'Dog accepted', 'dog imported'])
  expect(sidecar().tags.toSorted()).toEqual([['Cat'], ['Dog'], ['cat'], ['dog']])
  expect(await sync()).toMatchObject({ written: 0, imported: 0, dropped: 0 })
})

test('settings: only what was said yes to, each part of a path as a keyword, empty sidecars deleted and brought back', async () => {
  const { engine, photos, accept, clear, sync, sidecar } = await syncLibrary('a.jpg')
  await engine.call('labels.add', { name: 'Auto', prompts: ['a cat'], automatic: 0 })
  await accept('Animals > Cat')
  const file = join(photos, 'a.jpg.xmp')
  await engine.call('sidecars.setSettings', { automatic: false, deleteEmpty: true })
  await sync()
  expect(sidecar().lists['dc:subject']).toEqual(['Cat'])
  await engine.call('sidecars.setSettings', { automatic: true, allWords: true })
  await sync()
  expect(sidecar().lists['dc:subject']?.toSorted()).toEqual(['Animals', 'Auto', 'Cat'])
  expect(
    sidecar()
      .tags.map((tag) => tag.join(' > '))
      .toSorted(),
  ).toEqual(['Animals > Cat', 'Auto'])
  await engine.call('sidecars.setSettings', { automatic: false })
  await clear('Animals > Cat')
  const written = readFileSync(file)
  await sync()
  expect(existsSync(file)).toBe(false)
  const [run] = await engine.call('sidecars.runs')
  await engine.call('sidecars.undo', { run: run!.id })
  await engine.idle()
  expect(readFileSync(file)).toEqual(written)
})

test('the report of a run says of each photo what the dry run said, what could not be done, and how long it took', async () => {
  const { engine, photos, accept, preview, sync } = await syncLibrary('a.jpg', 'b.jpg', 'c.jpg')
  await engine.call('labels.add', { name: 'L', prompts: ['a cat'], automatic: 0 })
  await accept('one')
  writeFileSync(join(photos, 'b.jpg.xmp'), '<html>')
  const { changes } = await preview()
  expect(await sync()).toMatchObject({ written: 2, failed: 1 })
  const [run] = await engine.call('sidecars.runs')
  const report = await engine.call('sidecars.report', { run: run!.id })
  expect(report.changes).toEqual(changes.filter(({ action }) => action !== 'refuse'))
  expect(report).toMatchObject({
    changed: 2,
    problems: [{ code: 'NOT_XMP', path: join(photos, 'b.jpg') }],
    run: { id: run!.id, result: { written: 2, milliseconds: expect.any(Number) as number } },
  })
})

test('where tags come from is written when asked for, follows decisions, and goes when it is no longer wanted', async () => {
  const { engine, photos, accept, sync, sidecar, tags } = await syncLibrary('a.jpg')
  const file = join(photos, 'a.jpg.xmp')
  await engine.call('labels.add', { name: 'Auto > "L"', prompts: ['a cat'], automatic: 0 })
  await accept('mine')
  await sync()
  const without = readFileSync(file)
  expect(sidecar().provenance).toEqual([])
  await engine.call('sidecars.setSettings', { provenance: true })
  expect(await sync()).toMatchObject({ written: 1 })
  expect(sidecar().provenance).toMatchObject([
    expect.stringMatching(
      /^path="Auto\|&quot;L&quot;" score="0\.\d+" model="[^"]+" labels="[^"]+" when="\d{4}-[^"]+Z" state="auto"$/,
    ) as string,
  ])
  expect(await sync()).toMatchObject({ written: 0, unchanged: 1 })
  await accept('Auto > "L"')
  expect(await sync()).toMatchObject({ written: 1, imported: 0 })
  expect(sidecar().provenance).toMatchObject([expect.stringContaining('state="accepted"') as string])
  expect(await tags()).toHaveLength(2)
  await engine.call('sidecars.setSettings', { provenance: false })
  expect(await sync()).toMatchObject({ written: 1 })
  expect(readFileSync(file)).toEqual(without)
})

test('a sidecar that another program changes between reading and renaming keeps that change, which comes in', async () => {
  const { engine, photos, accept, elsewhere } = await syncLibrary('a.jpg')
  await accept('ours')
  const { id: photoId } = await engine.call('photos.locate', { path: join(photos, 'a.jpg') })
  await engine.close()
  const file = join(photos, 'a.jpg.xmp')
  writeFileSync(file, newSidecar([['before']]).bytes)
  const store = openStore(join(photos, '../library'))
  onTestFinished(() => store.close())
  const dependencies = {
    store,
    settings: () => sidecarSettings(store.settings),
    embedded: async () => ({}),
    read: readSidecar,
    now: Date.now,
  }
  const request = {
    source: { kind: 'all' as const },
    direction: 'sync' as const,
    choices: [],
    all: null,
    unseeded: false,
  }
  const batch = openSidecarBatch()
  const planned = await planPhoto(photoId, request, batch, dependencies)
  let notes = 0
  let between = Buffer.alloc(0)
  const note = async (): Promise<void> => {
    if (notes++ > 0) return
    elsewhere({ add: [['between']] })
    between = readFileSync(file)
  }
  const change = await applyPhoto(planned!, 'sync', batch, { note }, dependencies)
  expect(notes).toBe(2)
  expect(between.length).toBeGreaterThan(0)
  expect(change).toMatchObject({ added: ['ours'], imported: ['before', 'between'] })
  expect(store.tags.ofPhoto(photoId).map(({ path }) => path)).toEqual(['before', 'between', 'ours'])
  expect(readSidecar(readFileSync(file)).tags.flat().toSorted()).toEqual(['before', 'between', 'ours'])
  expect(await planPhoto(photoId, request, openSidecarBatch(), dependencies)).toBeNull()
})

test('a photo whose metadata cannot be copied gets a sidecar only when that is said', async () => {
  const { engine, photos, accept } = await syncLibrary('a.jpg')
  const photo = join(photos, 'a.jpg')
  const split = sidecar('', 'xmlns:n="http://ns.adobe.com/xmp/note/" n:HasExtendedXMP="0"')
  writeFileSync(photo, await sharp(photo).withXmp(split).toBuffer())
  await engine.call('roots.scan', {})
  await engine.idle()
  await accept('one')
  const all = { source: { kind: 'all' as const }, direction: 'sync' as const }
  expect((await engine.call('sidecars.preview', all)).changes).toMatchObject([
    { action: 'refuse', problem: { code: 'SEED_FAILED' } },
  ])
  expect((await engine.call('sidecars.preview', { ...all, unseeded: true })).changes).toMatchObject([
    { action: 'create', added: ['one'] },
  ])
})
