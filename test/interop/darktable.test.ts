import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newCases } from '../fixtures/xmp/newCases.ts'
import { makeMaterial, photoOf, type Material } from './material.ts'
import { hasDarktable, importIntoDarktable } from './programs/darktable.ts'
import type { ForeignPhoto } from './programs/foreign.ts'

describe.skipIf(!hasDarktable)('darktable', () => {
  let material: Material
  let photos: Record<string, ForeignPhoto>
  beforeAll(async () => {
    material = await makeMaterial()
    photos = importIntoDarktable(material.folder)
  }, 900_000)
  afterAll(() => material.remove())

  test.each(newCases)('case $name: has these tags and no others', ({ name, hierarchicalSubject }) => {
    // it cuts a tag at a comma (case 8)
    const known = hierarchicalSubject.map((tag) => tag.split(',')[0]!)
    expect(photos[photoOf(name.split(':')[0]!)]!.tags.toSorted()).toEqual(known.toSorted())
  })
  test('case 11: takes the new tag from its own sidecar', () => {
    expect(photos[photoOf(11)]).toMatchObject({
      rating: 1,
      tags: expect.arrayContaining(['Lumitag|new']) as string[],
    })
  })
  test('has the stars, the rejection and the colours that were given', () => {
    const given = [photos['starred.jpg'], photos['rejected.jpg']]
    expect(given).toMatchObject([
      { rating: 4, colours: [0] },
      { rating: -1, colours: [4] },
    ])
  })
  test('case 20: keeps rating, title and words of a tagged photo that got a sidecar', () => {
    expect(photos[photoOf(20)]).toMatchObject({
      ...{ rating: 2, title: 'Garden', tags: ['Places|garden', 'embedded', 'from IPTC'] },
    })
  })
})
