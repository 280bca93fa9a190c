import { existsSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { editSidecar } from '../../src-main/engine/xmp/edit.ts'
import { readSidecar } from '../../src-main/engine/xmp/read.ts'
import type { SyncChoice, SyncDirection } from '../../src-shared/schemas/sidecar.ts'
import { drawPhotos, fingerprints, openTestEngine, temporaryFolder } from '../support/library.ts'

const all = { kind: 'all' } as const

interface Library {
  engine: Engine
  photos: string
  /** tags of a photo here: "path state", "path state source" where it is not the usual one */
  tags(name?: string): Promise<string[]>
  accept(...paths: string[]): Promise<void>
  clear(...paths: string[]): Promise<void>
  sync(direction?: SyncDirection, choice?: SyncChoice): Promise<Record<string, number>>
  preview(direction?: SyncDirection): Promise<Awaited<ReturnType<typeof previewOf>>>
  /** what the sidecar says */
  sidecar(name?: string): ReturnType<typeof readSidecar>
  /** another program changes the sidecar */
  elsewhere(edit: { add?: string[][]; remove?: string[][] }, name?: string): void
}

const previewOf = (engine: Engine, direction: SyncDirection) =>
  engine.call('sidecars.preview', { source: all, direction })

async function library(...names: string[]): Promise<Library> {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, names)
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const idOf = async (name: string): Promise<number> =>
    (await engine.call('photos.locate', { path: join(photos, name) })).id
  const first = names[0]!
  const decide = async (decision: 'accept' | 'clear', paths: string[]): Promise<void> => {
    const photoIds = [await idOf(first)]
    for (const path of paths) await engine.call('tags.decide', { photoIds, path, decision })
  }
  const file = (name: string): string => join(photos, `${name}.xmp`)
  return {
    engine,
    photos,
    tags: async (name = first) =>
      (await engine.call('photos.get', { id: await idOf(name) })).tags.map(
        ({ path, state, source }) => `${path} ${state}${state === 'rejected' ? ` ${source}` : ''}`,
      ),
    accept: (...paths) => decide('accept', paths),
    clear: (...paths) => decide('clear', paths),
    async sync(direction = 'sync', choice) {
      const { id } = await engine.call('sidecars.sync', { source: all, direction, all: choice ?? null })
      await engine.idle()
      const job = (await engine.call('jobs.list')).find((candidate) => candidate.id === id)!
      expect(job.state, job.message ?? '').toBe('done')
      return job.result!
    },
    preview: (direction = 'sync') => previewOf(engine, direction),
    sidecar: (name = first) => readSidecar(readFileSync(file(name))),
    elsewhere({ add = [], remove = [] }, name = first) {
      writeFileSync(file(name), editSidecar(readFileSync(file(name)), { add, remove }).bytes)
    },
  }
}

/** Takes words from single properties, as programs do that know no other. */
function takeOut(file: string, ...lines: RegExp[]): void {
  let text = readFileSync(file, 'utf8')
  for (const line of lines) {
    expect(text).toMatch(line)
    text = text.replace(line, '')
  }
  writeFileSync(file, text)
}

test('cases 23 and 24: a tag taken out elsewhere goes here too, and no label sets it again', async () => {
  const { engine, photos, accept, sync, tags, sidecar } = await library('a.jpg')
  await engine.call('labels.add', { name: 'A > B', prompts: ['a cat'], automatic: 0 })
  await accept('c')
  await sync()
  expect(sidecar().lists['digiKam:TagsList']).toEqual(['A/B', 'c'])
  const file = join(photos, 'a.jpg.xmp')
  takeOut(file, /\s*<rdf:li>B<\/rdf:li>/, /\s*<rdf:li>A\|B<\/rdf:li>/)
  expect(await sync()).toMatchObject({ written: 1, dropped: 1, conflicts: 0 })
  expect(await tags()).toEqual(['A > B rejected sidecar', 'c accepted'])
  expect(sidecar().lists['digiKam:TagsList']).toEqual(['c'])
  // the label's score is as high as ever
  await engine.call('roots.scan', {})
  await engine.idle()
  expect(await sync()).toMatchObject({ written: 0, unchanged: 1 })
  expect(await tags()).toEqual(['A > B rejected sidecar', 'c accepted'])
})

test('case 27: a word added elsewhere comes in and goes into the other lists; then nothing changes any more', async () => {
  const { photos, accept, sync, tags, sidecar } = await library('a.jpg')
  await accept('A > B')
  await sync()
  const file = join(photos, 'a.jpg.xmp')
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('<rdf:li>B</rdf:li>', '<rdf:li>B</rdf:li><rdf:li>new</rdf:li>'),
  )
  expect(await sync()).toMatchObject({ written: 1, imported: 1 })
  expect(await tags()).toEqual(['A > B accepted', 'new imported'])
  expect(sidecar().lists['lr:hierarchicalSubject']).toEqual(['A|B', 'new'])
  const before = statSync(file, { bigint: true }).mtimeNs
  expect(await sync()).toMatchObject({ written: 0, unchanged: 1 })
  expect(statSync(file, { bigint: true }).mtimeNs).toBe(before)
})

test('case 29: a sidecar that lost most of its tags waits for a choice, in every sync until then', async () => {
  const { accept, sync, tags, preview, sidecar, elsewhere } = await library('a.jpg')
  const six = ['t1', 't2', 't3', 't4', 't5', 't6']
  await accept(...six)
  await sync()
  elsewhere({ remove: six.map((tag) => [tag]) })
  for (let times = 0; times < 2; times++) {
    expect(await sync()).toMatchObject({ written: 0, conflicts: 1, dropped: 0 })
    expect(await tags()).toHaveLength(6)
    expect(sidecar().tags).toEqual([])
  }
  const { conflicts, changes } = await preview()
  expect(conflicts).toBe(1)
  expect(changes[0]!.conflicts).toMatchObject([{ code: 'MASS_REMOVAL', open: true, tag: null }])
  expect(await sync('sync', 'ours')).toMatchObject({ written: 1, conflicts: 0 })
  expect(sidecar().tags).toHaveLength(6)
  elsewhere({ remove: six.map((tag) => [tag]) })
  expect(await sync('sync', 'theirs')).toMatchObject({ dropped: 6, conflicts: 0 })
  expect(await tags()).toEqual([])
})

test('case 30: a tag taken out here and written again elsewhere is shown and not taken in', async () => {
  const { accept, clear, sync, tags, sidecar, elsewhere } = await library('a.jpg')
  await accept('keep', 'gone')
  await sync()
  await clear('gone')
  await sync()
  expect(sidecar().tags).toEqual([['keep']])
  elsewhere({ add: [['gone']] })
  for (let times = 0; times < 2; times++)
    expect(await sync()).toMatchObject({ written: 0, imported: 0, conflicts: 1 })
  expect(await tags()).toEqual(['keep accepted'])
  expect(await sync('sync', 'theirs')).toMatchObject({ imported: 1, conflicts: 0 })
  expect(await tags()).toEqual(['gone imported', 'keep accepted'])
})

test('case 31: a tag that is renamed here is renamed in the sidecar', async () => {
  const { engine, sync, sidecar } = await library('a.jpg')
  const label = await engine.call('labels.add', { name: 'Old > cat', prompts: ['a cat'], automatic: 0 })
  await sync()
  await engine.call('labels.update', { id: label.id, change: { name: 'New > cat' } })
  await sync()
  expect(sidecar().lists).toEqual({
    'dc:subject': ['cat'],
    'lr:hierarchicalSubject': ['New|cat'],
    'digiKam:TagsList': ['New/cat'],
  })
})

test('an import takes in and writes nothing; the next sync goes on from there', async () => {
  const { photos, accept, clear, sync, tags, sidecar, elsewhere } = await library('a.jpg', 'b.jpg')
  await accept('one', 'two')
  await sync()
  elsewhere({ add: [['three']], remove: [['one']] })
  await clear('two')
  const before = fingerprints(photos)
  expect(await sync('import')).toMatchObject({ written: 0, imported: 1, dropped: 1 })
  expect(fingerprints(photos)).toEqual(before)
  expect(await tags()).toEqual(['three imported'])
  await sync()
  expect(sidecar().tags).toEqual([['three']])
  expect(existsSync(join(photos, 'b.jpg.xmp'))).toBe(false)
})

test('a sidecar that was deleted is made again, and takes no tag along', async () => {
  const { photos, accept, sync, tags, sidecar } = await library('a.jpg')
  await accept('one', 'two')
  await sync()
  unlinkSync(join(photos, 'a.jpg.xmp'))
  expect(await sync()).toMatchObject({ created: 1, dropped: 0 })
  expect(await tags()).toHaveLength(2)
  expect(sidecar().tags).toHaveLength(2)
})

test('case 39: a dry run changes no file, and says what the real run then does', async () => {
  const { engine, photos, accept, sync, preview, elsewhere } = await library('a.jpg', 'b.jpg', 'c.jpg')
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
  const { engine, photos, accept, sync, tags, elsewhere } = await library('a.jpg', 'b.jpg', 'c.jpg')
  await accept('one')
  await sync()
  elsewhere({ add: [['two']] })
  const before = readFileSync(join(photos, 'a.jpg.xmp'))
  const tagsBefore = await tags()
  const label = await engine.call('labels.add', { name: 'L', prompts: ['a cat'], automatic: 0 })
  expect(await sync()).toMatchObject({ written: 3, created: 2 })
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

test('settings: only what was said yes to, each part of a path as a keyword, empty sidecars deleted and brought back', async () => {
  const { engine, photos, accept, clear, sync, sidecar } = await library('a.jpg')
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
