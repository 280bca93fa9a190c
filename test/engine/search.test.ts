import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawPhotos, openTestEngine, samples, temporaryFolder } from '../support/library.ts'

test('a search is the album that is made of it, and shows how well photos fit', async () => {
  const folder = temporaryFolder()
  const engine = await openTestEngine(join(folder, 'library'), { threads: 2 })
  await engine.call('roots.add', { path: samples })
  await engine.idle()
  const search = (text: string, more = false) =>
    engine.call('photos.index', { source: { kind: 'text', text, more } })
  const all = (await engine.call('photos.index', { source: { kind: 'all' } })).ids
  const nameOf = async (id: number): Promise<string> => (await engine.call('photos.get', { id })).name

  const dogs = await search('a dog')
  expect(dogs.scoreKind).toBe('raw')
  expect(dogs.scores).toEqual([...dogs.scores!].sort((a, b) => b! - a!))
  const { scores } = await engine.call('photos.get', { id: dogs.ids[0]! })
  expect(scores).toEqual([])

  const query = 'in:"At home" a dog'
  const found = await search(query)
  const { rule, problems } = await engine.call('search.read', { text: query })
  expect(problems).toEqual([])
  const album = await engine.call('albums.create', { name: 'Kept', rule })
  const kept = await engine.call('photos.index', { source: { kind: 'album', albumId: album.id } })
  expect([...kept.ids].sort()).toEqual([...found.ids].sort())
  expect(await Promise.all(found.ids.map(nameOf))).toContain('Dog.jpg')

  const like = await search(`like:${found.ids[0]}`)
  expect(like.scoreKind).toBe('cosine')
  expect(like.ids).not.toContain(found.ids[0])
  const mixed = await search('beach + sunset - people')
  expect(mixed.scoreKind).toBe('standing')
  expect(mixed.ids.length).toBeGreaterThan(0)

  // a picture that is not in the library
  await drawPhotos(folder, ['x.jpg'])
  const lent = engine.dropped.lend(join(folder, 'x.jpg'))
  expect((await search(`like:dropped-${lent}`, true)).ids).toHaveLength(all.length)
  await expect(
    engine.call('albums.create', {
      name: 'Lent',
      rule: (await engine.call('search.read', { text: `like:dropped-${lent}` })).rule,
    }),
  ).rejects.toMatchObject({ code: 'BAD_INPUT' })

  // what is excluded, and what an album holds, is not ranked
  await engine.call('albums.create', { name: 'Dogs', rule: { meaning: 'a dog', top: 2 } })
  await engine.call('albums.create', { name: 'Sure', rule: { meaning: 'a dog', score: 1 } })
  for (const [text, count] of [
    ['food NOT (a dog score:1)', all.length],
    ['food /Dogs', 2],
    ['food /Sure', 0],
  ] as const)
    expect((await search(text, true)).ids).toHaveLength(count)

  const odd = await search('(a dog OR #nothing')
  expect(odd.ids.length).toBeGreaterThan(0)
  expect(odd.problems!.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('not closed'), expect.stringContaining('"nothing"')]),
  )
  expect(await search('like:99999')).toMatchObject({ ids: [], problems: [expect.anything()] })
  expect(await search('like:/no/such.jpg')).toMatchObject({ ids: [], problems: [expect.anything()] })
})
