import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { readModelFolder } from '../../src-main/engine/models/modelFolder.ts'
import { scoreOf } from '../../src-shared/score.ts'
import { embeddingKeyOf, fillLibrary } from '../support/largeLibrary.ts'
import { openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'

const starter = join(projectRoot, 'models', 'starter')
const PHOTOS = 400

/** An engine on photos with random embeddings of the starter's width, some of them copies of others. */
async function randomLibrary(): Promise<Engine> {
  const library = temporaryFolder()
  await fillLibrary(library, async (store) => {
    return { photos: PHOTOS, dimensions: 256, key: await embeddingKeyOf(starter, store), copyEvery: 7 }
  })
  return openTestEngine(library)
}

/** Thresholds that some photos in a hundred reach: cosines of random vectors scatter by 1/16. */
const { scale } = readModelFolder(starter)
const thresholds = { automatic: scoreOf(0.08, scale!), suggestion: scoreOf(0.05, scale!) }

const all = (engine: Engine) => engine.call('photos.index', { source: { kind: 'all' } })
const detailsOf = (engine: Engine, ids: readonly number[]) =>
  Promise.all(ids.map((id) => engine.call('photos.get', { id })))

test('lists, albums, previews and searches agree with what each photo says of itself', async () => {
  const engine = await randomLibrary()
  for (const name of ['dog', 'cat', 'food']) await engine.call('labels.add', { name, ...thresholds })
  const labels = await engine.call('labels.list')
  const { ids } = await all(engine)
  const [dog] = labels.filter(({ name }) => name === 'dog')
  const some = await engine.call('photos.index', { source: { kind: 'label', labelId: dog!.id } })
  await engine.call('tags.decide', { photoIds: some.ids.slice(0, 3), path: 'dog', decision: 'reject' })
  await engine.call('tags.decide', { photoIds: ids.slice(0, 20), path: 'dog', decision: 'accept' })
  await engine.call('tags.decide', { photoIds: ids.slice(10, 15), path: 'dog', decision: 'clear' })
  const scored = { all: [{ label: dog!.id, score: thresholds.suggestion }] }
  const album = await engine.call('albums.create', { name: 'Maybe dogs', rule: scored })

  const photos = await detailsOf(engine, ids)
  for (const label of await engine.call('labels.list')) {
    const state = ({ tags }: (typeof photos)[number]) => tags.find(({ path }) => path === label.name)?.state
    const scoreIn = (photo: (typeof photos)[number]) =>
      photo.scores.find(({ labelId }) => labelId === label.id)!.score!
    const inState = (wanted: string) => photos.filter((photo) => state(photo) === wanted)
    const suggested = photos
      .filter(({ scores }) => scores.some((score) => score.labelId === label.id && score.suggested))
      .sort((a, b) => scoreIn(b) - scoreIn(a))
    expect(label.counts).toEqual({
      accepted: inState('accepted').length,
      automatic: inState('automatic').length,
      rejected: inState('rejected').length,
      suggested: suggested.length,
    })
    expect(label.counts.automatic).toBeGreaterThan(5)
    for (const photo of photos)
      if (state(photo) === undefined) expect(scoreIn(photo)).toBeLessThan(thresholds.automatic)

    const source = { kind: 'label', labelId: label.id } as const
    const tagged = await engine.call('photos.index', { source })
    const has = photos.filter((photo) => ['accepted', 'automatic'].includes(state(photo)!))
    expect(tagged.ids).toEqual(has.map(({ id }) => id))
    const suggestions = await engine.call('photos.index', { source: { ...source, suggested: true } })
    expect(suggestions.ids).toEqual(suggested.map(({ id }) => id))
    expect(suggestions.scores).toEqual(suggested.map(scoreIn))
    const albums = await engine.call('albums.list')
    expect(albums.find(({ id }) => id === label.albumId)).toMatchObject({ count: has.length })

    const preview = await engine.call('labels.preview', { prompts: label.prompts, ...thresholds })
    const from = (least: number) => photos.filter((photo) => scoreIn(photo) >= least).length
    expect(preview).toMatchObject({
      scored: PHOTOS,
      automatic: from(thresholds.automatic),
      suggested: from(thresholds.suggestion) - from(thresholds.automatic),
    })
    const ranked = [...photos].sort((a, b) => scoreIn(b) - scoreIn(a))
    expect(preview.best.map(({ score }) => score)).toEqual(ranked.slice(0, 60).map(scoreIn))
  }
  const inAlbum = photos.filter(({ tags, scores }) => {
    const tag = tags.find(({ path }) => path === 'dog')
    const { score } = scores.find(({ labelId }) => labelId === dog!.id)!
    return tag?.state === 'accepted' || (tag?.state !== 'rejected' && score! >= thresholds.suggestion)
  })
  const shown = await engine.call('photos.index', { source: { kind: 'album', albumId: album.id } })
  expect(shown.ids).toEqual(inAlbum.map(({ id }) => id))
  const search = await engine.call('photos.index', { source: { kind: 'text', text: 'dog' } })
  expect(search.scores).toEqual([...search.scores!].sort((a, b) => b! - a!))
  const folder = await engine.call('photos.index', { source: { kind: 'folder', rootId: 1, path: '2010' } })
  expect(folder.ids).toEqual(photos.filter(({ path }) => path.startsWith('2010/')).map(({ id }) => id))
})

test('words that are only tried are not stored; those of labels are, once', async () => {
  const engine = await randomLibrary()
  const { directory } = await engine.call('library.status')
  const stored = (): string[] => {
    const db = new DatabaseSync(join(directory, 'library.db'), { readOnly: true })
    const texts = db.prepare('SELECT text FROM text_embeddings ORDER BY text').all()
    db.close()
    return texts.map(({ text }) => String(text))
  }
  for (const text of ['a photo of a d', 'a photo of a do', 'a photo of a dog']) {
    await engine.call('labels.preview', { prompts: [text] })
    await engine.call('photos.index', { source: { kind: 'text', text } })
  }
  expect(stored()).toEqual([])
  await engine.call('labels.add', { name: 'Dog', prompts: ['a photo of a dog'] })
  expect(stored()).toEqual(['a photo of a dog'])
  await engine.call('labels.preview', { prompts: ['a photo of a dog', 'a photo of a cat'] })
  expect(stored()).toEqual(['a photo of a dog'])
  await engine.call('labels.add', { name: 'Pet', prompts: ['a photo of a dog', 'a photo of a cat'] })
  expect(stored()).toEqual(['a photo of a cat', 'a photo of a dog'])
})
