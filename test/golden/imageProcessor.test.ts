import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { describe, expect, test } from 'vitest'
import { decodeForModel, type Picture } from '../../src-main/engine/inference/preprocess/decode.ts'
import { prepare } from '../../src-main/engine/inference/preprocess/imageProcessor.ts'
import { readImageProcessor } from '../../src-main/engine/inference/preprocess/processorConfig.ts'

const photos = new URL('../../../shared/photos/', import.meta.url)
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const json = (name: string): unknown => JSON.parse(readFileSync(here(name), 'utf8'))

const siglip2 = {
  do_resize: true,
  size: { height: 64, width: 64 },
  resample: 2,
  do_rescale: true,
  rescale_factor: 0.00392156862745098,
  do_normalize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
}
const { size: _, ...withoutSize } = siglip2
const naflex = { ...withoutSize, image_processor_type: 'Siglip2ImageProcessor', patch_size: 16 }
const square = (side: number): object => ({ height: side, width: side })
const clip = {
  ...siglip2,
  size: { shortest_edge: 224 },
  crop_size: square(224),
  do_center_crop: true,
  resample: 3,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
}

/** The bytes behind a tensor, hashed plane by plane as in the golden files. */
function hashOfBytes(tensor: Float32Array, config: { image_mean: number[]; image_std: number[] }): string {
  const { image_mean: mean, image_std: std } = config
  const colour = (i: number): number => Math.floor((i * 3) / tensor.length)
  const bytes = Uint8Array.from(tensor, (value, i) =>
    Math.round((value * std[colour(i)]! + mean[colour(i)]!) * 255),
  )
  return createHash('sha256').update(bytes).digest('hex')
}

/** A photo at full size, however large it is. */
function decodeWhole(file: string): Promise<Picture> {
  return decodeForModel(readFileSync(new URL(encodeURI(file), photos)), { minSide: Infinity })
}

interface Golden {
  photos: {
    file: string
    pixel_values_64: { sha256_u8_chw: string }
    pixel_values_256: { sha256_u8_chw: string }
    pooler_output_tiny: number[]
    naflex: Record<string, { rows: number; cols: number; sha256_u8_patches: string }>
  }[]
  texts: { input_ids: number[]; pooler_output_tiny: number[] }[]
}
interface OtherGolden {
  photos: { file: string; siglip1_224_bicubic_sha256_u8_chw: string; clip_224_sha256_u8_chw: string }[]
}

describe.skipIf(!existsSync(photos))('real photos reach the model as from the reference processors', () => {
  test.each((json('end-to-end.json') as Golden).photos)('SigLIP 2: $file', async (golden) => {
    const picture = await decodeWhole(golden.file)
    const { values: small, shape } = prepare(picture, readImageProcessor(siglip2))
    const { values: large } = prepare(picture, readImageProcessor({ ...siglip2, size: square(256) }))
    expect(hashOfBytes(small, siglip2)).toBe(golden.pixel_values_64.sha256_u8_chw)
    expect(hashOfBytes(large, siglip2)).toBe(golden.pixel_values_256.sha256_u8_chw)

    const tower = await InferenceSession.create(here('tiny/vision_model.onnx'))
    const { pooler_output: output } = await tower.run({
      pixel_values: new Tensor('float32', small, shape),
    })
    const distances = golden.pooler_output_tiny.map((value, i) => Math.abs(value - Number(output!.data[i])))
    expect(Math.max(...distances)).toBeLessThan(1e-5)
  })

  test.each((json('end-to-end.json') as Golden).photos)('NaFlex: $file', async (golden) => {
    const picture = await decodeWhole(golden.file)
    for (const [budget, { rows, cols, sha256_u8_patches }] of Object.entries(golden.naflex)) {
      const processor = readImageProcessor({ ...naflex, max_num_patches: Number(budget) })
      const { values, shape, grid } = prepare(picture, processor)
      expect({ shape, grid }).toEqual({ shape: [1, rows * cols, 768], grid: { rows, columns: cols } })
      expect(hashOfBytes(values, naflex)).toBe(sha256_u8_patches)
    }
  })

  test.each((json('end-to-end-siglip1-clip.json') as OtherGolden).photos)(
    'SigLIP 1 and CLIP: $file',
    async (golden) => {
      const picture = await decodeWhole(golden.file)
      const siglip1 = { ...siglip2, resample: 3, size: square(224) }
      const squashed = prepare(picture, readImageProcessor(siglip1))
      const cropped = prepare(picture, readImageProcessor(clip))
      expect(hashOfBytes(squashed.values, siglip2)).toBe(golden.siglip1_224_bicubic_sha256_u8_chw)
      expect(hashOfBytes(cropped.values, clip)).toBe(golden.clip_224_sha256_u8_chw)
    },
  )
})

test('the text tower answers to token ids as the reference does', async () => {
  const tower = await InferenceSession.create(here('tiny/text_model.onnx'))
  for (const { input_ids: ids, pooler_output_tiny: wanted } of (json('end-to-end.json') as Golden).texts) {
    const input = new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, 64])
    const { pooler_output: output } = await tower.run({ input_ids: input })
    const distances = wanted.map((value, i) => Math.abs(value - Number(output!.data[i])))
    expect(Math.max(...distances)).toBeLessThan(1e-5)
  }
})

test('a tensor holds all reds, then all greens, then all blues, from -1 to 1', () => {
  const pixels = Uint8Array.from({ length: 8 * 8 * 3 }, (_, i) => [0, 51, 255][i % 3]!)
  const picture = { pixels, width: 8, height: 8 }
  const { values: tensor } = prepare(picture, readImageProcessor({ ...siglip2, size: square(8) }))
  expect([tensor.length, tensor[0], tensor[63], tensor[64], tensor[128], tensor[191]]).toEqual([
    192,
    -1,
    -1,
    Math.fround(-0.6),
    1,
    1,
  ])
})

test('a crop takes the middle of the long side', () => {
  // 24 x 8: three squares, black, white, black
  const pixels = Uint8Array.from({ length: 24 * 8 * 3 }, (_, i) =>
    Math.floor((i % 72) / 24) === 1 ? 255 : 0,
  )
  const processor = readImageProcessor({ ...siglip2, size: { shortest_edge: 8 }, do_center_crop: true })
  const { values } = prepare({ pixels, width: 24, height: 8 }, processor)
  expect(values.every((value) => value === 1)).toBe(true)
})

test('NaFlex keeps the aspect of the photo itself, not that of its shrunk copy', () => {
  const processor = readImageProcessor({ ...naflex, max_num_patches: 256 })
  const pixels = new Uint8Array(60 * 40 * 3)
  const shrunk = { pixels, width: 60, height: 40 }
  expect(prepare(shrunk, processor).grid).toEqual({ rows: 13, columns: 19 })
  expect(prepare({ ...shrunk, original: { width: 4000, height: 3000 } }, processor).grid).toEqual({
    rows: 14,
    columns: 18,
  })
})

test('an old file may say the size as one number: both sides, or the short side of what is cropped', () => {
  const { fit, size } = readImageProcessor({ ...clip, size: 224, crop_size: 224 })
  expect([fit, size]).toEqual(['crop', 224])
  const other = readImageProcessor({ ...siglip2, size: 224 })
  expect([other.fit, other.size]).toEqual(['squash', 224])
})

test('the id tells treatments apart', () => {
  const id = (config: object): string => readImageProcessor(config).id
  expect(id(siglip2)).toBe('hf-squash-64-bilinear-v2')
  expect(id({ ...siglip2, size: square(384), resample: 3 })).toBe('hf-squash-384-bicubic-v2')
  expect(id(naflex)).toBe('hf-naflex-16x256-bilinear-v2')
  expect(id({ ...naflex, max_num_patches: 1024 })).toBe('hf-naflex-16x1024-bilinear-v2')
  expect(id(clip)).toMatch(/^hf-crop-224-bicubic-mean0\.48145466,.*-v2$/)
})

test.each([
  ['size', { ...siglip2, size: { height: 224, width: 336 } }],
  ['size', { ...siglip2, size: { longest_edge: 224 } }],
  ['resample', { ...siglip2, resample: 0 }],
  ['resample', { ...siglip2, resample: undefined }],
  ['do_resize', { ...siglip2, do_resize: false }],
  ['do_normalize', { ...siglip2, do_normalize: false }],
  ['rescale_factor', { ...siglip2, rescale_factor: 1 }],
  ['image_mean', { ...siglip2, image_mean: [0.5] }],
  ['image_std', { ...siglip2, image_std: [0.5, 0, 0.5] }],
  ['do_center_crop', { ...siglip2, do_center_crop: true }],
  ['crop_size', { ...clip, crop_size: square(192) }],
  ['max_num_patches', { ...naflex, max_num_patches: 0 }],
  ['patch_size', { ...naflex, patch_size: 16.5 }],
  ['resample', { ...naflex, resample: 0 }],
  ['the file', 'not an object'],
])('a configuration with a wrong %s is refused by name', (field, config) => {
  expect(() => readImageProcessor(config)).toThrow(
    expect.objectContaining({
      code: 'MODEL_FOLDER_INVALID',
      message: expect.stringContaining(`: ${field}`) as string,
    }),
  )
})
