import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readTrustedFolder } from '../../src-main/engine/models/trustedFolder.ts'
import { openStore } from '../../src-main/engine/store/store.ts'
import { drawPhotos, openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'
import { copyStarter, editJson, TEXT, VISION } from '../support/modelFolders.ts'

const odd = (name: string): string => join(projectRoot, 'test', 'fixtures', 'models', name)

/** Puts another image tower in the place of the folder's. */
const vision =
  (name: string) =>
  (folder: string): void =>
    copyFileSync(odd(name), join(folder, VISION))
/** Says that the weights of weights_outside.onnx are somewhere else; graphs count letters, so there must be as many. */
const weightsAt =
  (location: string) =>
  (folder: string): void => {
    const [before, after] = ['weights_outside.onnx_data', location.padEnd(25, 'x')]
    const graph = readFileSync(odd('weights_outside.onnx'), 'latin1').replace(before, after)
    writeFileSync(join(folder, VISION), graph, 'latin1')
  }
const remove =
  (name: string) =>
  (folder: string): void =>
    rmSync(join(folder, name))

const INVALID = 'MODEL_FOLDER_INVALID'
const INCOMPATIBLE = 'MODEL_INCOMPATIBLE'

test.each<[string, string, RegExp, (folder: string) => void]>([
  ['without config.json', INVALID, /config\.json is missing/, remove('config.json')],
  [
    'without its processor',
    INVALID,
    /preprocessor_config\.json is missing/,
    remove('preprocessor_config.json'),
  ],
  ['without tokenizer', INVALID, /tokenizer\.json is missing/, remove('tokenizer.json')],
  ['without image tower', INVALID, /onnx\/vision_model\.onnx is missing/, remove(VISION)],
  ['without text tower', INVALID, /onnx\/text_model\.onnx is missing/, remove(TEXT)],
  [
    'whose tokenizer is no JSON',
    'TOKENIZER_INVALID',
    /tokenizer\.json is not JSON/,
    (folder) => writeFileSync(join(folder, 'tokenizer.json'), '{"model":'),
  ],
  [
    'whose tokenizer is of an unknown kind',
    'TOKENIZER_INVALID',
    /of a kind that Lumitag does not know/,
    (folder) => editJson(folder, 'tokenizer.json', { model: { type: 'WordPiece', vocab: {} } }),
  ],
  [
    'whose inputs have other names',
    INCOMPATIBLE,
    /has the inputs image and the outputs embedding/,
    vision('other_names.onnx'),
  ],
  [
    'that takes float16',
    INCOMPATIBLE,
    /has its pixel_values in float16; wanted is float32/,
    vision('float16_input.onnx'),
  ],
  ['that gives float16', INCOMPATIBLE, /has its pooler_output in float16/, vision('float16_output.onnx')],
  [
    'cut off in the graph',
    INVALID,
    /vision_model\.onnx is damaged or cut off/,
    (folder) => truncateSync(join(folder, VISION), 4000),
  ],
  [
    'cut off in the weights',
    INVALID,
    /text_model\.onnx is damaged or cut off/,
    (folder) => truncateSync(join(folder, TEXT), 1_500_000),
  ],
  ['that is an empty file', INVALID, /vision_model\.onnx/, (folder) => truncateSync(join(folder, VISION), 0)],
  [
    'without its weights',
    INVALID,
    /keeps its weights in weights_outside\.onnx_data, which is not beside it/,
    vision('weights_outside.onnx'),
  ],
  [
    'with half of its weights',
    INVALID,
    /keeps its weights in weights_outside\.onnx_data, which is cut off/,
    (folder) => {
      vision('weights_outside.onnx')(folder)
      writeFileSync(join(folder, 'onnx', 'weights_outside.onnx_data'), new Float32Array(63))
    },
  ],
  [
    'with weights in a folder above',
    INVALID,
    /in "\.\.\/.*", outside of its own folder/,
    weightsAt('../../secret/of/others'),
  ],
  [
    'with weights above, by a detour',
    INVALID,
    /outside of its own folder/,
    weightsAt('a/../../secret/of/others'),
  ],
  [
    'with weights at an absolute path',
    INVALID,
    /outside of its own folder/,
    weightsAt('/etc/secret/of/others'),
  ],
  [
    'that is an export for Immich',
    INVALID,
    /an export for Immich.* Get the export of the same model that has onnx\/vision_model\.onnx/,
    (folder) => {
      rmSync(join(folder, 'onnx'), { recursive: true })
      for (const tower of ['visual', 'textual']) {
        mkdirSync(join(folder, tower))
        writeFileSync(join(folder, tower, 'model.onnx'), '')
      }
      writeFileSync(join(folder, 'config.json'), '{"embed_dim": 768}')
    },
  ],
])('a model %s is refused as %s, and the library stays as it was', async (_, code, message, spoil) => {
  const engine = await openTestEngine(join(temporaryFolder(), 'library'))
  const folder = copyStarter(join(temporaryFolder(), 'model'))
  spoil(folder)
  await expect(engine.call('models.add', { directory: folder, anyway: true })).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as string,
  })
  expect(await engine.call('models.list')).toMatchObject([{ id: 'starter', active: true, problem: null }])
  expect(await engine.call('library.check')).toEqual([])
})

describe('weights in a file of their own', () => {
  test('are read, through the links of a download cache too', async () => {
    const engine = await openTestEngine(join(temporaryFolder(), 'library'))
    const folder = outsideModel(join(temporaryFolder(), 'model'))
    expect(await engine.call('models.add', { directory: folder, anyway: true })).toMatchObject({
      dimensions: 64,
    })

    const linked = join(temporaryFolder(), 'linked')
    cpSync(folder, linked, { recursive: true })
    for (const name of [VISION, 'onnx/weights_outside.onnx_data']) {
      rmSync(join(linked, name))
      symlinkSync(join(folder, name), join(linked, name))
    }
    expect(await engine.call('models.add', { directory: linked, anyway: true })).toMatchObject({
      dimensions: 64,
    })
  })

  test('name the tower with it: when they change, no old embedding is used again', async () => {
    const library = temporaryFolder()
    const engine = await openTestEngine(join(library, 'library'), { threads: 2 })
    const folder = outsideModel(join(temporaryFolder(), 'model'))
    const { id } = await engine.call('models.add', { directory: folder, anyway: true })
    await engine.call('models.use', { id })
    await drawPhotos(join(library, 'photos'), ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
    await engine.call('roots.add', { path: join(library, 'photos') })
    await engine.idle()
    const scores = async (): Promise<(number | null)[]> => {
      const found = await engine.call('photos.index', { source: { kind: 'text', text: 'dog' } })
      return found.scores!
    }
    const before = await scores()

    // the workers have the old ones loaded, and may have them mapped: a new file takes their place
    const weights = Float32Array.from({ length: 64 }, (_, i) => (i < 8 ? 100 : 0.01))
    const data = join(folder, 'onnx', 'weights_outside.onnx_data')
    writeFileSync(`${data}.new`, weights)
    renameSync(`${data}.new`, data)
    await engine.call('models.use', { id })
    await engine.idle()
    expect(await engine.call('library.status')).toMatchObject({ embedded: 4 })
    const after = await scores()
    expect(new Set(before).size).toBe(1)
    expect(new Set(after).size).toBe(1)
    expect(after[0]).not.toBe(before[0])
  })
})

test('a position table that changes makes another tower', async () => {
  const { settings, close } = openStore(temporaryFolder())
  const folder = copyStarter(join(temporaryFolder(), 'model'))
  const towerOf = async (): Promise<string> =>
    (await readTrustedFolder(folder, settings, temporaryFolder())).embeddingKey.tower
  const plain = await towerOf()
  writeFileSync(join(folder, 'onnx', 'position_embeddings.f32'), new Float32Array(64))
  const first = await towerOf()
  writeFileSync(join(folder, 'onnx', 'position_embeddings.f32'), new Float32Array(128))
  expect(new Set([plain, first, await towerOf()]).size).toBe(3)
  close()
})

/** An image tower with weights outside, and a text tower as wide, that answers with the ids it is given. */
function outsideModel(folder: string): string {
  copyStarter(folder)
  for (const name of ['weights_outside.onnx', 'weights_outside.onnx_data'])
    copyFileSync(odd(name), join(folder, 'onnx', name))
  cpSync(join(folder, 'onnx', 'weights_outside.onnx'), join(folder, VISION))
  copyFileSync(join(projectRoot, 'test', 'golden', 'tiny', 'text_model_64.onnx'), join(folder, TEXT))
  editJson(folder, 'preprocessor_config.json', { size: { height: 8, width: 8 } })
  return folder
}
