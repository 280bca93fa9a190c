import { fork } from 'node:child_process'
import { cp, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createInference, type Inference } from '../../src-main/engine/inference/client.ts'
import { readModelFolder, type ModelFolder } from '../../src-main/engine/models/modelFolder.ts'
import { fingerprints, openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'

async function copyOfStarter(): Promise<string> {
  const folder = join(temporaryFolder(), 'My model')
  await cp(join(projectRoot, 'models', 'starter'), folder, { recursive: true })
  return folder
}

async function startInference(textIdleMs = 60_000) {
  const { promise: released, resolve } = Promise.withResolvers<void>()
  const log = (message: string): void => void (message === 'text tower released' && resolve())
  const inference: Inference = createInference({ threads: 1, textIdleMs, log })
  onTestFinished(() => inference.close())
  const { text }: ModelFolder = readModelFolder(await copyOfStarter())
  const embed = (words: string): Promise<Float32Array[]> =>
    inference.run({ kind: 'texts', text, texts: [words] })
  return { text, embed, released }
}

test('the text tower is let go when nobody asks, and read again for the next text', async () => {
  const { text, embed, released } = await startInference(200)
  const vector = await embed('a cat')
  await released
  await rename(text.file, `${text.file}.away`)
  await expect(embed('a cat')).rejects.toMatchObject({ code: 'MODEL_FOLDER_INVALID' })
  await rename(`${text.file}.away`, text.file)
  expect(await embed('a cat')).toEqual(vector)
})

test('a text waits for no photo', async () => {
  const hanging = fileURLToPath(new URL('../support/hangingInference.ts', import.meta.url))
  const inference = createInference({ threads: 1, spawn: () => fork(hanging, { serialization: 'advanced' }) })
  const photos = Promise.allSettled(
    Array.from({ length: 2 * inference.capacity }, () =>
      inference.run({ kind: 'render', file: 'hang', to: '', longSide: 1 }),
    ),
  )
  const { text } = readModelFolder(await copyOfStarter())
  await expect(inference.run({ kind: 'texts', text, texts: ['a cat'] })).resolves.toBeNull()
  await inference.close()
  expect((await photos).every(({ status }) => status === 'rejected')).toBe(true)
})

test("a model's vocabulary is kept in the library, and its folder is left as it is", async () => {
  const model = await copyOfStarter()
  const before = fingerprints(model)
  const library = temporaryFolder()
  const engine = await openTestEngine(library)
  const { id } = await engine.call('models.add', { directory: model })
  await engine.call('models.use', { id })
  expect(await readdir(join(library, 'vocabularies'))).toEqual([
    expect.stringMatching(/^[0-9a-f]{16}\.vocabulary$/),
  ])
  expect(fingerprints(model)).toEqual(before)
})

test('vectors of texts are kept by model, way of writing and text', async () => {
  const model = await copyOfStarter()
  const library = temporaryFolder()
  const kept = async (norm: string): Promise<[string, string][]> => {
    const config = JSON.parse(await readFile(join(model, 'config.json'), 'utf8')) as object
    await writeFile(join(model, 'config.json'), JSON.stringify({ ...config, text_norm: norm }))
    const engine = await openTestEngine(library)
    const known = (await engine.call('models.list')).find(({ source }) => source === 'folder')
    const { id } = known ?? (await engine.call('models.add', { directory: model }))
    await engine.call('models.use', { id })
    // what is only searched for is not kept, labels are
    await engine.call('photos.index', { source: { kind: 'text', text: 'a dog.' } })
    if ((await engine.call('labels.list')).length === 0)
      await engine.call('labels.add', { name: 'cat', prompts: ['A Cat.', 'a cat.'] })
    await engine.close()
    const db = new DatabaseSync(join(library, 'library.db'), { readOnly: true })
    const rows = db.prepare('SELECT normalisation, text, hex(vector) AS vector FROM text_embeddings').all()
    db.close()
    return rows.map(({ normalisation, text, vector }) => [
      `${normalisation as string} ${text as string}`,
      vector as string,
    ])
  }
  const lower = await kept('lower')
  expect(lower.map(([key]) => key.replace(/ [0-9a-f]{16} /, ' '))).toEqual([
    'lower-v1 A Cat.',
    'lower-v1 a cat.',
  ])
  expect(lower[0]![1]).toBe(lower[1]![1])
  const both = await kept('raw')
  expect(both.map(([key]) => key.split(' ')[0])).toEqual(['lower-v1', 'lower-v1', 'raw-v1', 'raw-v1'])
  const [upper, plain] = both.slice(2).map(([, vector]) => vector)
  expect(upper).not.toBe(plain)
  expect(plain).toBe(lower[1]![1])
})
