import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newCases } from '../fixtures/xmp/newCases.ts'
import { makeMaterial, photoOf, type Material } from './material.ts'
import { hasDigikam, importIntoDigikam } from './programs/digikam.ts'
import type { ForeignPhoto } from './programs/foreign.ts'

describe.skipIf(!hasDigikam)('digiKam', () => {
  let material: Material
  let photos: Record<string, ForeignPhoto>
  beforeAll(async () => {
    material = await makeMaterial()
    photos = await importIntoDigikam(material.folder)
  }, 900_000)
  afterAll(() => material.remove())

  test.each(newCases)('case $name: has these tags and no others', ({ name, tagsList }) => {
    expect(photos[photoOf(name.split(':')[0]!)]!.tags).toEqual(tagsList.toSorted())
  })
  test('case 11: takes the new tag from a darktable sidecar', () => {
    expect(photos[photoOf(11)]!.tags).toContain('Lumitag/new')
  })
  test('case 16: has both words where one was an attribute', () => {
    expect(photos[photoOf(16)]!.tags).toEqual(['one', 'two'])
  })
  test('has the stars that were given', () => {
    expect(photos['starred.jpg']!.rating).toBe(4)
  })
  test('case 20: keeps rating, title and words of a tagged photo that got a sidecar', () => {
    expect(photos[photoOf(20)]).toEqual({
      ...{ rating: 2, title: 'Garden', tags: ['Places/garden', 'embedded', 'from IPTC'] },
    })
  })
})
