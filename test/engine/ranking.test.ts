import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { openTestEngine, temporaryFolder } from '../support/library.ts'
import { modelFolder, tinyClip } from '../support/tinyModels.ts'

/** A library with two photos and a CLIP at hand: its "hi" has cosine 0.25 with the light one, -0.25 with the dark one. */
async function openLibrary(): Promise<{ engine: Engine; clip: string; light: number }> {
  const folder = temporaryFolder()
  await mkdir(join(folder, 'photos'))
  for (const [name, white] of Object.entries({ 'light.png': 5, 'dark.png': 3 })) {
    const pixels = Uint8Array.from({ length: 64 * 3 }, (_, i) => (Math.floor(i / 3) % 8 < white ? 255 : 0))
    await sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } }).toFile(join(folder, 'photos', name))
  }
  const engine = await openTestEngine(join(folder, 'library'))
  await engine.call('roots.add', { path: join(folder, 'photos') })
  await engine.idle()
  const { id: clip } = await engine.call('models.add', {
    directory: await modelFolder(tinyClip, 'CLIP'),
    anyway: true,
  })
  const { id: light } = await engine.call('photos.locate', { path: join(folder, 'photos', 'light.png') })
  return { engine, clip, light }
}
const use = async (engine: Engine, id: string): Promise<void> => {
  await engine.call('models.use', { id })
  await engine.idle()
}

test('a model without a sigmoid reaches no threshold, whatever the user set, and gives it back unchanged', async () => {
  const { engine, clip, light } = await openLibrary()
  const own = { automatic: 0, suggestion: 0 }
  const label = await engine.call('labels.add', { name: 'x', prompts: ['hi'], ...own })
  const rule = { all: [{ label: label.id, score: 0.2 }] }
  const byScore = await engine.call('albums.create', { name: 'by score', rule })
  expect(label.counts.automatic).toBe(2)

  await use(engine, clip)
  expect(await engine.call('models.list')).toMatchObject([
    { id: 'starter', scoring: 'sigmoid' },
    { id: clip, scoring: 'softmax', active: true },
  ])
  const none = { accepted: 0, automatic: 0, suggested: 0, rejected: 0 }
  expect(await engine.call('labels.list')).toMatchObject([{ ownThresholds: false, counts: none }])
  expect(await engine.call('library.status')).toMatchObject({ embedded: 2, toReview: 0 })
  const source = { kind: 'album' as const, albumId: byScore.id }
  expect((await engine.call('photos.index', { source })).ids).toEqual([])
  // a photo that is read while it is in use, and a label that is written then
  await engine.call('labels.update', { id: label.id, change: { prompts: ['hi', 'ho'] } })
  expect(await engine.call('labels.list')).toMatchObject([{ counts: none }])
  // what the user decides stays
  await engine.call('tags.decide', { photoIds: [light], path: 'x', decision: 'accept' })
  expect((await engine.call('photos.get', { id: light })).tags).toMatchObject([{ path: 'x', score: null }])
  expect((await engine.call('photos.index', { source })).ids).toEqual([light])

  await use(engine, 'starter')
  expect(await engine.call('labels.list')).toMatchObject([
    { ...own, ownThresholds: true, counts: { accepted: 1, automatic: 1, suggested: 0, rejected: 0 } },
  ])
})

test('a model without a sigmoid ranks, by cosines', async () => {
  const { engine, clip, light } = await openLibrary()
  await engine.call('labels.add', { name: 'x', prompts: ['hi'] })
  await use(engine, clip)
  const { scores } = await engine.call('photos.get', { id: light })
  expect(scores).toMatchObject([{ name: 'x', score: null, suggested: false }])
  expect(scores[0]!.cosine).toBeCloseTo(0.25, 1)

  const found = await engine.call('photos.index', { source: { kind: 'text', text: 'hi' } })
  expect(found.ids[0]).toBe(light)
  expect(found.scores!.map((cosine) => Math.sign(cosine!))).toEqual([1, -1])
  const preview = await engine.call('labels.preview', { prompts: ['hi'], automatic: 0, suggestion: 0 })
  expect(preview).toMatchObject({ scored: 2, automatic: 0, suggested: 0, histogram: [] })
  expect(preview.best.map(({ id, score }) => [id === light, score])).toEqual([
    [true, null],
    [false, null],
  ])
})
