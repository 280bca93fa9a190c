import { InferenceSession, Tensor } from 'onnxruntime-node'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cutGraph } from '../../src-main/engine/inference/parts/cutGraph.ts'
import { openHead } from '../../src-main/engine/inference/parts/head.ts'
import { pooledParts } from '../../src-main/engine/inference/parts/pooled.ts'
import { regionsOf } from '../../src-main/engine/inference/parts/windows.ts'
import { embedPhoto } from '../../src-main/engine/inference/indexPhoto.ts'
import { readModelFolder } from '../../src-main/engine/models/modelFolder.ts'
import { samples } from '../support/library.ts'
import { modelFolder, preprocessors, tinyClip, tinySiglip } from '../support/tinyModels.ts'

const photo = (): Promise<Buffer> => readFile(join(samples, 'At home', 'Cat.jpg'))

/** A tower whose grid follows the picture, with made-up positions. */
async function naflexTower() {
  const folder = await modelFolder({
    config: { model_type: 'siglip2' },
    preprocessor: preprocessors.naflex,
    vision: 'vision_model_naflex_pe.onnx',
    text: 'text_model_64.onnx',
  })
  const positions = Float32Array.from({ length: 16 * 16 * 64 }, (_, i) => Math.sin(i * 1.7))
  await writeFile(join(folder, 'onnx', 'position_embeddings.f32'), positions)
  return readModelFolder(folder).vision
}

test("the pooling head that is cut out of a tower's file answers as the tower does", async () => {
  for (const vision of [readModelFolder(await modelFolder(tinySiglip)).vision, await naflexTower()]) {
    const pooled = await pooledParts({ kind: 'pooled', file: '', vision }, await photo())
    const { grid, whole, parts } = pooled!
    const embedding = await embedPhoto({ kind: 'embed', file: '', vision }, await photo())
    expect(Math.max(...whole.map((value, i) => Math.abs(value - embedding[i]!)))).toBeLessThan(1e-5)
    expect(parts.map(({ cells }) => cells)).toEqual(regionsOf(grid))
    // a window is another thing than the whole, and of length one
    for (const { embedding: part } of parts) {
      expect(Math.hypot(...part)).toBeCloseTo(1, 5)
      expect(part).not.toEqual(whole)
    }
  }
})

test('tokens of a region alone say what all of them do with the others masked', async () => {
  const { file } = await naflexTower()
  const [count, width] = [24, 64]
  const values = Float32Array.from({ length: count * width }, (_, i) => Math.sin(i * 0.7) * 2)
  const tokens = new Tensor('float32', values, [1, count, width])
  const some = [3, 4, 5, 11, 12, 13]
  const head = (await openHead(file, 'pooler_output'))!
  const alone = await head.pool(tokens, some)
  // where a graph wants a certain number of tokens, each is given equally often
  const twice = await head.pool(tokens, [...some, ...some])
  expect(Math.max(...alone.map((value, i) => Math.abs(value - twice[i]!)))).toBeLessThan(1e-5)
  await head.release()

  const graph = cutGraph(file, 'last_hidden_state', 'pooler_output', ['pixel_attention_mask'])!
  const session = await InferenceSession.create(graph)
  expect(session.inputNames.toSorted()).toEqual(['last_hidden_state', 'pixel_attention_mask'])
  const mask = BigInt64Array.from({ length: count }, (_, token) => BigInt(some.includes(token)))
  const { pooler_output: masked } = await session.run({
    last_hidden_state: tokens,
    pixel_attention_mask: new Tensor('int64', mask, [1, count]),
  })
  const length = Math.hypot(...(masked!.data as Float32Array))
  const differences = [...alone].map((value, i) =>
    Math.abs(value - (masked!.data as Float32Array)[i]! / length),
  )
  expect(Math.max(...differences)).toBeLessThan(1e-5)
})

test('a tower without tokens or without such a head says so', async () => {
  const { vision } = readModelFolder(await modelFolder(tinyClip))
  expect(await pooledParts({ kind: 'pooled', file: '', vision }, await photo())).toBeNull()
  expect(cutGraph(vision.file, 'pixel_values', 'no_such_output', [])).toBeNull()
})
