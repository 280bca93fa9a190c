import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { syncLibrary } from '../support/syncLibrary.ts'
import { hasDigikam, importIntoDigikam } from './programs/digikam.ts'
import { changeWithExiftool, exiftoolVersion, readWithExiftool } from './programs/exiftool.ts'
import { changeWithExiv2, hasExiv2 } from './programs/exiv2.ts'

describe.skipIf(exiftoolVersion === 0)('what ExifTool changes in our sidecars', () => {
  test('case 23: a path taken from dc and lr goes, though TagsList was left stale', async () => {
    const { photos, accept, sync, tags } = await syncLibrary('a.jpg')
    await accept('A > B', 'c')
    await sync()
    const file = join(photos, 'a.jpg.xmp')
    changeWithExiftool(file, '-XMP-dc:Subject-=B', '-XMP-lr:HierarchicalSubject-=A|B')
    expect(await sync()).toMatchObject({ written: 1, dropped: 1, conflicts: 0 })
    expect(await tags()).toEqual(['c accepted'])
    expect(readWithExiftool(file)).toMatchObject({
      subject: ['c'],
      lr: ['c'],
      tagsList: ['c'],
      problem: null,
    })
  })

  test('case 25: a word taken from dc alone takes its tag along', async () => {
    const { photos, accept, sync } = await syncLibrary('a.jpg')
    await accept('A > B', 'c')
    await sync()
    const file = join(photos, 'a.jpg.xmp')
    changeWithExiftool(file, '-XMP-dc:Subject-=B')
    expect(await sync()).toMatchObject({ written: 1, dropped: 1 })
    expect(readWithExiftool(file)).toMatchObject({ subject: ['c'], lr: ['c'], tagsList: ['c'] })
  })

  test('case 27: a word added in dc comes in, and ExifTool and digiKam see it in all lists', async () => {
    const { photos, accept, sync, tags } = await syncLibrary('a.jpg')
    await accept('A > B')
    await sync()
    const file = join(photos, 'a.jpg.xmp')
    changeWithExiftool(file, '-XMP-dc:Subject+=new')
    expect(await sync()).toMatchObject({ written: 1, imported: 1 })
    expect(await tags()).toEqual(['A > B accepted', 'new imported'])
    expect(readWithExiftool(file)).toMatchObject({ lr: ['A|B', 'new'], tagsList: ['A/B', 'new'] })
    if (hasDigikam) expect((await importIntoDigikam(photos))['a.jpg']!.tags).toEqual(['A/B', 'new'])
  }, 900_000)

  test('stars and a colour that ExifTool gives come in, and those that are given here are what it reads', async () => {
    const { engine, photos, sync } = await syncLibrary('a.jpg')
    const file = join(photos, 'a.jpg.xmp')
    changeWithExiftool(file, '-XMP-xmp:Rating=3', '-XMP-xmp:Label=Vert')
    const { id } = await engine.call('photos.locate', { path: join(photos, 'a.jpg') })
    expect(await sync()).toMatchObject({ marks: 1, written: 0 })
    expect(await engine.call('photos.get', { id })).toMatchObject({ rating: 3, colour: 'green', marked: [] })
    await engine.call('sidecars.setSettings', { marks: true })
    await engine.call('photos.mark', { photoIds: [id], marking: { rating: 5, colour: 'blue' } })
    await sync()
    expect(readWithExiftool(file)).toMatchObject({ rating: 5, label: 'Blue', problem: null })
  })

  test('cases 31 and 32: the first contact joins both sides; a tag renamed here is renamed there', async () => {
    const { engine, photos, accept, sync } = await syncLibrary('a.jpg')
    const file = join(photos, 'a.jpg.xmp')
    changeWithExiftool(file, '-XMP-dc:Subject=x', '-XMP-dc:Subject=y', '-XMP-lr:HierarchicalSubject=P|q')
    const label = await engine.call('labels.add', { name: 'Old > cat', prompts: ['a cat'], automatic: 0 })
    await accept('mine')
    expect(await sync()).toMatchObject({ written: 1, imported: 3 })
    expect(readWithExiftool(file).tagsList.toSorted()).toEqual(['Old/cat', 'P/q', 'mine', 'x', 'y'])
    await engine.call('labels.update', { id: label.id, change: { name: 'New > cat' } })
    await sync()
    expect(readWithExiftool(file).lr.toSorted()).toEqual(['New|cat', 'P|q', 'mine', 'x', 'y'])
    expect(readWithExiftool(file).subject.filter((word) => word === 'cat')).toHaveLength(1)
  })
})

describe.skipIf(!hasExiv2)('what exiv2 writes anew', () => {
  test('is no change of tags, and what says where they come from survives', async () => {
    const { engine, photos, sync, tags, sidecar } = await syncLibrary('a.jpg')
    await engine.call('labels.add', { name: 'Animals > Cat', prompts: ['a cat'], automatic: 0 })
    await engine.call('sidecars.setSettings', { provenance: true })
    await sync()
    const before = { tags: await tags(), provenance: sidecar().provenance }
    expect(before.provenance).toHaveLength(1)
    const file = join(photos, 'a.jpg.xmp')
    changeWithExiv2(file, 'set Xmp.xmp.Rating 3')
    const rewritten = readFileSync(file)
    expect(await sync()).toMatchObject({ imported: 0, dropped: 0, conflicts: 0 })
    expect({ tags: await tags(), provenance: sidecar().provenance }).toEqual(before)
    expect(readFileSync(file)).toEqual(rewritten)
  })
})
