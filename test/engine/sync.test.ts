import { existsSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newSidecar } from '../../src-main/engine/xmp/create.ts'
import type { Marking } from '../../src-shared/schemas/marks.ts'
import { sidecar } from '../fixtures/xmp/sidecars.ts'
import { fingerprints } from '../support/library.ts'
import { syncLibrary, takeOut } from '../support/syncLibrary.ts'

test('cases 23 and 24: a tag taken out elsewhere goes here too, and no label sets it again', async () => {
  const { engine, photos, accept, sync, tags, sidecar } = await syncLibrary('a.jpg')
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
  const { photos, accept, sync, tags, sidecar } = await syncLibrary('a.jpg')
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
  const { accept, sync, tags, preview, sidecar, elsewhere } = await syncLibrary('a.jpg')
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
  const { accept, clear, sync, tags, sidecar, elsewhere } = await syncLibrary('a.jpg')
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
  const { engine, sync, sidecar } = await syncLibrary('a.jpg')
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
  const { photos, accept, clear, sync, tags, sidecar, elsewhere } = await syncLibrary('a.jpg', 'b.jpg')
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
  const { photos, accept, sync, tags, sidecar } = await syncLibrary('a.jpg')
  await accept('one', 'two')
  await sync()
  unlinkSync(join(photos, 'a.jpg.xmp'))
  expect(await sync()).toMatchObject({ created: 1, dropped: 0 })
  expect(await tags()).toHaveLength(2)
  expect(sidecar().tags).toHaveLength(2)
})

test('case 28: parents that darktable put beside their tags are no tags, and nothing is written', async () => {
  const { photos, accept, sync, tags } = await syncLibrary('a.jpg')
  await accept('Animals > Cat')
  await sync()
  const file = join(photos, 'a.jpg.xmp')
  const parents = '<rdf:li>Animals</rdf:li><rdf:li>Cat</rdf:li>'
  writeFileSync(file, readFileSync(file, 'utf8').replace('<rdf:li>Cat</rdf:li>', parents))
  const before = fingerprints(photos)
  expect(await sync()).toMatchObject({ written: 0, unchanged: 1, imported: 0, conflicts: 0 })
  expect(fingerprints(photos)).toEqual(before)
  expect(await tags()).toEqual(['Animals > Cat accepted'])
})

test('cases 25 and 26: a word taken from dc alone takes its tag along, unless two tags end in it', async () => {
  const { photos, accept, sync, tags, sidecar } = await syncLibrary('a.jpg')
  await accept('A > X', 'B > X', 'C > Y')
  await sync()
  const file = join(photos, 'a.jpg.xmp')
  takeOut(file, /\s*<rdf:li>X<\/rdf:li>/)
  const before = fingerprints(photos)
  expect(await sync()).toMatchObject({ written: 0, dropped: 0, conflicts: 2 })
  expect(fingerprints(photos)).toEqual(before)
  takeOut(file, /\s*<rdf:li>Y<\/rdf:li>/)
  expect(await sync()).toMatchObject({ written: 1, dropped: 1, conflicts: 2 })
  expect(await tags()).toEqual(['A > X accepted', 'B > X accepted'])
  expect(sidecar().lists['digiKam:TagsList']).toEqual(['A/X', 'B/X'])
})

test('cases 32 and 34: the first contact joins both sides, a second sidecar included, which stays as it is', async () => {
  const { photos, accept, sync, tags, sidecar } = await syncLibrary('a.jpg')
  const foreign = (...words: string[]) => newSidecar(words.map((word) => word.split('>'))).bytes
  writeFileSync(join(photos, 'a.jpg.xmp'), foreign('x', 'P>q'))
  const second = foreign('y')
  writeFileSync(join(photos, 'a.xmp'), second)
  await accept('mine', 'P > own')
  expect(await sync()).toMatchObject({ written: 1, imported: 3 })
  const five = ['P > own accepted', 'P > q imported', 'mine accepted', 'x imported', 'y imported']
  expect(await tags()).toEqual(five)
  expect(sidecar().tags).toHaveLength(5)
  expect(readFileSync(join(photos, 'a.xmp'))).toEqual(Buffer.from(second))
  expect(await sync()).toMatchObject({ written: 0, unchanged: 1 })
})

test('a tag that was renamed elsewhere waits for a choice, which is followed', async () => {
  const { accept, sync, tags, sidecar, elsewhere, preview } = await syncLibrary('a.jpg')
  await accept('Old > cat', 'dog')
  await sync()
  elsewhere({ add: [['New', 'cat']], remove: [['Old', 'cat']] })
  for (let times = 0; times < 2; times++)
    expect(await sync()).toMatchObject({ written: 0, imported: 0, dropped: 0, conflicts: 1 })
  expect((await preview()).changes[0]!.conflicts).toMatchObject([
    { code: 'RENAMED', tag: 'Old > cat', open: true },
  ])
  expect(await tags()).toEqual(['Old > cat accepted', 'dog accepted'])
  expect(await sync('sync', 'theirs')).toMatchObject({ imported: 1, dropped: 1, conflicts: 0 })
  expect(await tags()).toEqual(['New > cat imported', 'dog accepted'])
  elsewhere({ add: [['Third', 'cat']], remove: [['New', 'cat']] })
  expect(await sync()).toMatchObject({ conflicts: 1 })
  expect(await sync('sync', 'ours')).toMatchObject({ written: 1, conflicts: 0 })
  expect(sidecar().lists['lr:hierarchicalSubject']).toEqual(['dog', 'New|cat'])
  expect(await sync()).toMatchObject({ written: 0, unchanged: 1 })
})

test('stars and colours of other programs come in; those given here are written where that is on, and can be undone', async () => {
  const { engine, photos, sync, preview } = await syncLibrary('a.jpg', 'b.jpg')
  const file = join(photos, 'a.jpg.xmp')
  const text = () => readFileSync(file, 'utf8')
  const elsewhere = (from: string, to: string) => writeFileSync(file, text().replace(from, to))
  const [a, b] = await Promise.all(
    ['a.jpg', 'b.jpg'].map(
      async (name) => (await engine.call('photos.locate', { path: join(photos, name) })).id,
    ),
  )
  const shown = async (id = a!) => {
    const { rating, flag, colour, marked } = await engine.call('photos.get', { id })
    return [rating, flag, colour, marked.join()]
  }
  const mark = (marking: Marking, id = a!) => engine.call('photos.mark', { photoIds: [id], marking })
  const found = async (query: string) =>
    (await engine.call('photos.index', { source: { kind: 'text', text: query } })).ids
  writeFileSync(file, sidecar('', 'xmp:Rating="3" xmp:Label="Rot"'))

  expect((await preview('import')).changes).toMatchObject([
    { photoId: a, action: 'none', marks: { taken: ['Stars: 3', 'Colour: red'], added: [] } },
  ])
  expect(await sync('import')).toMatchObject({ marks: 1, written: 0 })
  expect([await shown(), await found('rating:3 colour:red')]).toEqual([[3, null, 'red', ''], [a]])

  // an older word gives way to a newer one of another program; of two new ones ours stays
  await mark({ rating: 5, flag: 'picked' })
  expect(await sync()).toMatchObject({ marks: 0, written: 0 })
  elsewhere('"3"', '"2"')
  expect(await sync()).toMatchObject({ marks: 1, conflicts: 0 })
  expect(await shown()).toEqual([2, 'picked', 'red', 'flag'])
  await mark({ rating: 4, colour: 'blue' })
  await mark({ rating: 1 }, b)
  elsewhere('"2"', '"-1"')
  const before = text()
  expect((await preview()).changes).toMatchObject([
    { action: 'none', conflicts: [{ code: 'STARS_DIFFER', open: false }] },
  ])
  expect(await sync()).toMatchObject({ written: 0 })
  expect([text(), existsSync(join(photos, 'b.jpg.xmp'))]).toEqual([before, false])

  await engine.call('sidecars.setSettings', { marks: true })
  expect(
    (await preview('export')).changes.toSorted((one, other) => one.photoId - other.photoId),
  ).toMatchObject([
    {
      action: 'change',
      marks: { added: ['Stars: 4', 'Colour: blue'], removed: ['Flag: rejected', 'Colour: red'] },
    },
    { action: 'create', marks: { added: ['Stars: 1'] } },
  ])
  expect(await sync('export')).toMatchObject({ written: 2, created: 1 })
  expect(text()).toBe(before.replace('"-1"', '"4"').replace('"Rot"', '"Blue"'))
  expect(readFileSync(join(photos, 'b.jpg.xmp'), 'utf8')).toContain('<xmp:Rating>1</xmp:Rating>')
  expect(await sync()).toMatchObject({ written: 0, unchanged: 2 })

  // taken back, they are what the other program said last
  await mark({ rating: null, flag: null })
  expect(await shown()).toEqual([null, 'rejected', 'blue', 'colour'])
  await sync()
  expect(text()).toContain('xmp:Rating="-1"')
  elsewhere('"Blue"', '"Green"')
  await sync()
  expect(await shown()).toEqual([null, 'rejected', 'green', ''])
  const runs = await engine.call('sidecars.runs')
  for (const { id } of runs) await engine.call('sidecars.undo', { run: id })
  await engine.idle()
  expect(text()).toContain('xmp:Label="Green"')
  expect(existsSync(join(photos, 'b.jpg.xmp'))).toBe(false)
  expect(await shown()).toEqual([null, 'rejected', 'blue', 'colour'])
})
