import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'
import { nef } from '../support/rawFiles.ts'

async function shots() {
  const folder = temporaryFolder()
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['pair.JPG', 'alone.jpg', 'live.jpg', 'other/pair.jpg', 'pair.edited.jpg'])
  await writeFile(join(photos, 'pair.NEF'), await nef())
  await writeFile(join(photos, 'raw alone.NEF'), Buffer.concat([await nef(), Buffer.alloc(1)]))
  await writeFile(join(photos, 'live.MOV'), 'moving')
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  const idOf = async (name: string): Promise<number> =>
    (await engine.call('photos.locate', { path: join(photos, name) })).id
  return { engine, photos, idOf }
}

test('a RAW file and the picture beside it are one in the grid, which says so, and two wherever files count', async () => {
  const { engine, idOf } = await shots()
  const source = { kind: 'all' as const }
  const files = await engine.call('photos.index', { source })
  expect(files.ids.length).toBe(7)
  const { ids, stacks, versions } = await engine.call('photos.index', { source, stacked: true })
  expect(ids.length).toBe(6)
  expect(versions.length).toBe(6)
  expect(ids).not.toContain(await idOf('pair.NEF'))
  expect(stacks?.map((at) => ids[at])).toEqual([await idOf('pair.JPG')])
  const both = { kind: 'photos' as const, ids: [await idOf('pair.JPG'), await idOf('pair.NEF')] }
  expect((await engine.call('photos.index', { source: both, stacked: true })).ids.length).toBe(2)
})

test('each file of a stack leads to the others, also to the video of a Live Photo', async () => {
  const { engine, photos, idOf } = await shots()
  const stack = async (name: string) => (await engine.call('photos.get', { id: await idOf(name) })).stack
  expect(await stack('pair.JPG')).toEqual([
    { id: await idOf('pair.NEF'), location: join(photos, 'pair.NEF'), kind: 'raw' },
  ])
  expect(await stack('pair.NEF')).toMatchObject([{ id: await idOf('pair.JPG'), kind: 'picture' }])
  expect(await stack('live.jpg')).toEqual([{ id: null, location: join(photos, 'live.MOV'), kind: 'video' }])
  expect(await stack('alone.jpg')).toEqual([])
  expect(await stack('raw alone.NEF')).toEqual([])
})

test('what is decided about the picture holds for its RAW file, not the other way round', async () => {
  const { engine, idOf } = await shots()
  const [picture, raw] = [await idOf('pair.JPG'), await idOf('pair.NEF')]
  const decide = (id: number, path: string, decision: 'accept' | 'clear') =>
    engine.call('tags.decide', { photoIds: [id], path, decision })
  const tags = async (id: number) => (await engine.call('photos.get', { id })).tags.map(({ path }) => path)
  await decide(picture, 'of both', 'accept')
  await decide(raw, 'of the file', 'accept')
  expect([await tags(picture), await tags(raw)]).toEqual([['of both'], ['of both', 'of the file']])
  await decide(picture, 'of both', 'clear')
  expect([await tags(picture), await tags(raw)]).toEqual([[], ['of the file']])
})
