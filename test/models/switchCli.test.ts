import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { drawPhotos, openTestEngine, temporaryFolder } from '../support/library.ts'
import { commandLine } from '../support/programs.ts'
import { modelFolder, tinySiglip } from '../support/tinyModels.ts'

test('"model prepare", "preview", "use" and "clear" go from one model to another, step by step', async () => {
  const folder = temporaryFolder()
  const library = join(folder, 'library')
  const photos = join(folder, 'photos')
  await drawPhotos(photos, ['a.jpg', 'b.jpg', 'c.jpg'])
  const engine = await openTestEngine(library)
  const { id } = await engine.call('models.add', {
    directory: await modelFolder(tinySiglip, 'Tiny'),
    anyway: true,
  })
  await engine.call('labels.add', { name: 'Thing', prompts: ['a cat'], automatic: 0 })
  await engine.call('roots.add', { path: photos })
  await engine.idle()
  await engine.close()
  const lumitag = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)(process.execPath, [...[commandLine, '--library', library], ...words])).stdout
  const json = async (...words: string[]): Promise<Record<string, unknown>[]> =>
    (await lumitag('--json', 'model', ...words))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)

  expect((await json('prepare', id)).at(-1)).toEqual({ event: 'summary', id, embedded: 3, failed: 0 })
  const words = await lumitag('model', 'preview', id, '--photos', '2')
  expect(words).toMatch(/^Thing +3 +0 +3 +0 +0 +0 +0 +0$/m)
  expect(words).toMatch(
    /^ {2}- .*[abc]\.jpg {2}\(score now \d\.\d\d, then 0\.\d\d\)\n {2}- .*\n {4}and 1 more$/m,
  )
  expect(words).toContain('"Tiny" has looked at 3 of 3 photos. 0 decisions of yours stay as they are.')
  expect(words).toContain('1 threshold that you set belongs to the present model')
  const [label, summary] = await json('preview', id, '--photos', '5', '--label', 'thing')
  expect(label).toMatchObject({ event: 'label', name: 'Thing', tags: { now: 3, then: 0 } })
  const { removed } = label!.tags as { removed: { count: number; photos: { photo: string }[] } }
  expect(removed.photos.map(({ photo }) => photo).sort()).toEqual(
    ['a.jpg', 'b.jpg', 'c.jpg'].map((name) => join(photos, name)),
  )
  expect(summary).toMatchObject({ event: 'summary', id, photos: 3, seen: 3, kept: 0 })

  expect((await json('use', id)).at(-1)).toMatchObject({ event: 'model', id, active: true })
  expect((await json('clear', 'starter')).at(-1)).toEqual({ event: 'cleared', id: 'starter', cleared: 3 })
})
