import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { positionEmbeddings } from '../../src-main/engine/inference/preprocess/positionEmbeddings.ts'
import { prepare } from '../../src-main/engine/inference/preprocess/imageProcessor.ts'
import { embedImage, embedTexts, testTowers } from '../../src-main/engine/inference/towers.ts'
import { readModelFolder } from '../../src-main/engine/models/modelFolder.ts'
import { openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'
import { modelFolder, preprocessors, tinyClip } from '../support/tinyModels.ts'

/* What each family's towers are given: towers that echo it, tiny/echoes.py. */

const siglip1Tokenizer = join(projectRoot, '..', 'shared', 'tokenizer', 'siglip1', 'tokenizer.json')
const { naflex, squash } = preprocessors

const echo = { vision: 'naflex_vision_model.onnx', text: 'text_model_64.onnx' }

/** A picture whose bytes all differ from their neighbours. */
function picture(width: number, height: number) {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251)
  return { pixels, width, height }
}

function normalised(values: ArrayLike<number>): number[] {
  const length = Math.hypot(...Array.from(values))
  return Array.from(values, (value) => value / length)
}

function expectClose(actual: ArrayLike<number>, wanted: ArrayLike<number>): void {
  expect(actual).toHaveLength(wanted.length)
  const distances = Array.from(wanted, (value, i) => Math.abs(value - actual[i]!))
  expect(Math.max(...distances)).toBeLessThan(1e-5)
}

describe('a NaFlex model', () => {
  test('reads the patches, their mask and the grid, each in the type that its graph asks for', async () => {
    const folder = await modelFolder({ config: { model_type: 'siglip2' }, preprocessor: naflex, ...echo })
    const { vision, text, family } = readModelFolder(folder)
    expect(family).toBe('siglip2')
    expect(await testTowers(vision, text)).toEqual({ dimensions: 64 })

    const input = prepare(picture(64, 48), vision.processor)
    const means = Array.from({ length: 61 }, (_, i) => {
      const column = input.values.filter((_value, at) => at % 768 === i)
      return column.reduce((sum, value) => sum + value, 0) / column.length
    })
    expectClose(await embedImage(vision, input), normalised([14, 18, 14 * 18, ...means]))
  })

  const withPositions = { ...echo, vision: 'vision_model_naflex_pe.onnx' }

  test('may take its positions as an input, and needs no padding', async () => {
    const folder = await modelFolder({ config: { model_type: 'siglip2' }, preprocessor: naflex, ...withPositions })
    const values = Float32Array.from({ length: 16 * 16 * 64 }, (_, i) => Math.sin(i * 1.7))
    await writeFile(join(folder, 'onnx', 'position_embeddings.f32'), values)
    const { vision, text } = readModelFolder(folder)
    expect(await testTowers(vision, text)).toEqual({ dimensions: 64 })

    // the reference fills up to 256 patches and masks what it added
    const input = prepare(picture(64, 48), vision.processor)
    const filled = <T extends Float32Array | BigInt64Array>(array: T, from: T): T => (array.set(from as never), array)
    const positions = positionEmbeddings({ side: 16, width: 64, values }, input.grid!)
    const session = await InferenceSession.create(vision.file)
    const { pooler_output: padded } = await session.run({
      pixel_values: new Tensor('float32', filled(new Float32Array(256 * 768), input.values), [1, 256, 768]),
      pixel_attention_mask: new Tensor('int64', filled(new BigInt64Array(256), new BigInt64Array(252).fill(1n)), [1, 256]),
      position_embeddings: new Tensor('float32', filled(new Float32Array(256 * 64), positions), [1, 256, 64]),
    })
    expectClose(await embedImage(vision, input), normalised(padded!.data as Float32Array))
  })

  test('says which file is missing or wrong where positions are an input', async () => {
    const folder = await modelFolder({ config: { model_type: 'siglip2' }, preprocessor: naflex, ...withPositions })
    const attempt = (): Promise<unknown> => {
      const { vision, text } = readModelFolder(folder)
      return testTowers(vision, text)
    }
    await expect(attempt()).rejects.toThrow(/put those .* beside it as position_embeddings\.f32/)
    await writeFile(join(folder, 'onnx', 'position_embeddings.f32'), new Float32Array(15 * 64))
    await expect(attempt()).rejects.toThrow(/no square of places of 64 numbers/)
  })

  test('is refused without a text tower of its own', async () => {
    const folder = await modelFolder({
      config: { model_type: 'siglip2' },
      preprocessor: naflex,
      vision: 'naflex_vision_model.onnx',
    })
    expect(() => readModelFolder(folder)).toThrow(/text_model\.onnx is missing.* image tower only/)
  })

  test('is not taken for one of fixed resolution, nor the other way round', async () => {
    const asSquare = await modelFolder({ config: { model_type: 'siglip' }, preprocessor: squash, ...echo })
    const asNaflex = await modelFolder({
      config: { model_type: 'siglip2' },
      preprocessor: naflex,
      vision: 'vision_model.onnx',
      text: 'text_model_64.onnx',
    })
    for (const folder of [asSquare, asNaflex]) {
      const { vision, text } = readModelFolder(folder)
      await expect(testTowers(vision, text)).rejects.toMatchObject({ code: 'MODEL_INCOMPATIBLE' })
    }
  })
})

describe('a CLIP model', () => {
  test('reads a cropped picture and 77 ids, and answers with its projected embeddings', async () => {
    const { vision, text } = readModelFolder(await modelFolder(tinyClip))
    expect(await testTowers(vision, text)).toEqual({ dimensions: 64 })
    const input = prepare(picture(24, 8), vision.processor)
    expectClose(await embedImage(vision, input), normalised(input.values.slice(0, 64)))
    // pieces: 256 letters, 256 letters at the end of a word, "hi</w>", start mark, end mark
    const [words] = await embedTexts(text, ['Hi Ä!'])
    const ids = [513, 512, ...bytes('ä'), ...bytes('!')]
    expectClose(words!, normalised([...ids, ...Array<number>(64 - ids.length).fill(514)]))
  })

  test('tags and suggests nothing by itself, because its scores mean nothing alone, but it finds', async () => {
    const folder = temporaryFolder()
    // the echo of "hi" is nearly constant, so that its cosine with a picture is the picture's mean: 0.25 and -0.25
    await mkdir(join(folder, 'photos'))
    for (const [name, white] of Object.entries({ 'light.png': 5, 'dark.png': 3 })) {
      const pixels = Uint8Array.from({ length: 64 * 3 }, (_, i) => (Math.floor(i / 3) % 8 < white ? 255 : 0))
      await sharp(pixels, { raw: { width: 8, height: 8, channels: 3 } }).toFile(join(folder, 'photos', name))
    }
    const engine = await openTestEngine(join(folder, 'library'))
    const model = await engine.call('models.add', { directory: await modelFolder(tinyClip), anyway: true })
    expect(model.note).toMatch(/tags and suggests nothing by itself/)
    await engine.call('models.use', { id: model.id })
    await engine.call('labels.add', { name: 'x', prompts: ['hi'] })
    await engine.call('roots.add', { path: join(folder, 'photos') })
    await engine.idle()
    expect(await engine.call('library.status')).toMatchObject({ photos: 2, embedded: 2 })
    expect(await engine.call('labels.list')).toMatchObject([{ counts: { automatic: 0, suggested: 0 } }])
    const found = await engine.call('photos.index', { source: { kind: 'text', text: 'hi' } })
    const names = found.ids.map(async (id) => (await engine.call('photos.get', { id })).name)
    expect(await Promise.all(names)).toEqual(['light.png', 'dark.png'])
  })
})

/** Ids of a word's UTF-8 bytes in the small CLIP vocabulary. */
function bytes(word: string): number[] {
  const place = (byte: number): number => (byte < 0x7f ? byte - 0x21 : byte < 0xad ? byte - 0xa1 + 94 : byte - 0xae + 106)
  const ids = Array.from(Buffer.from(word), place)
  return ids.map((id, i) => (i === ids.length - 1 ? id + 256 : id))
}

describe('a SigLIP 1 model', () => {
  test.each([
    ['siglip1', {}],
    ['siglip1', { text_config: { vocab_size: 250_000 } }],
    ['siglip', { text_config: { vocab_size: 256_000 } }],
  ])('is told from SigLIP 2 by its vocabulary: %s %j', async (family, config) => {
    const folder = await modelFolder({
      config: { model_type: 'siglip', ...config },
      preprocessor: squash,
      vision: 'vision_model.onnx',
      text: 'text_model_64.onnx',
    })
    expect(readModelFolder(folder).family).toBe(family)
  })

  test.skipIf(!existsSync(siglip1Tokenizer))('reads as many ids as its configuration says', async () => {
    const folder = await modelFolder({
      config: { model_type: 'siglip', text_config: { max_position_embeddings: 16 } },
      preprocessor: { ...squash, resample: 3 },
      vision: 'vision_model.onnx',
      text: 'text_model_64.onnx',
      tokenizer: siglip1Tokenizer,
    })
    const [words] = await embedTexts(readModelFolder(folder).text, ['a photo of a cat'])
    expectClose(words!, normalised([262, 266, 1304, 267, 262, 266, 2783, ...Array<number>(9).fill(1)]))
  })
})
