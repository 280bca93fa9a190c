import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src-main/engine/engine.ts'
import { readOnnxTensors } from '../../src-main/engine/models/onnxTensors.ts'
import type { Finding, ModelCheck } from '../../src-shared/schemas/modelCheck.ts'
import { openTestEngine, projectRoot, temporaryFolder } from '../support/library.ts'
import {
  changeTensor,
  copyStarter,
  editJson,
  makeTiny,
  readJson,
  TEXT,
  turnTextTower,
  VISION,
} from '../support/modelFolders.ts'

interface Setting {
  engine: Engine
  /** a folder for a model */
  folder: string
  add(anyway?: boolean): Promise<{ id: string; check: ModelCheck }>
}

async function setUp(): Promise<Setting> {
  const engine = await openTestEngine(join(temporaryFolder(), 'library'))
  const folder = join(temporaryFolder(), 'model')
  return {
    engine,
    folder,
    async add(anyway = false) {
      const { id, check } = await engine.call('models.add', { directory: folder, anyway })
      return { id, check: check! }
    },
  }
}

const about = ({ findings }: ModelCheck, what: Finding['about']): Finding[] =>
  findings.filter((finding) => finding.about === what)

test('the starter and the golden towers give the numbers that the reference recorded', async () => {
  const { engine, folder, add } = await setUp()
  const starter = await engine.call('models.check', { id: 'starter' })
  makeTiny(folder)
  const { check: tiny } = await add()
  for (const check of [starter, tiny]) {
    expect(check.findings.filter(({ verdict }) => verdict === 'bad' || verdict === 'doubtful')).toEqual([])
    expect(about(check, 'numbers')).toMatchObject([{ verdict: 'good' }])
    expect(about(check, 'towers')[0]!.words).toMatch(/20 pictures and 20 texts/)
    expect(about(check, 'vocabulary')).toMatchObject([{ verdict: 'good' }])
    expect(about(check, 'length')).toMatchObject([{ verdict: 'good' }])
  }
  // it is remembered, with the speed of the processor
  const [known] = await engine.call('models.list')
  expect(about(starter, 'towers')[0]!.words).toContain(`, ${known!.dimensions} numbers each`)
  expect(known!.check).toEqual(starter)
  expect(known!.speed!.msPerPhoto).toBeGreaterThan(0)
  expect(known!.speed!.provider).toBe('cpu')
})

test('files that were tried when their numbers were recorded are not tried again before the first photo; others are', async () => {
  const spawn = (): never => {
    throw new Error('tried')
  }
  const engine = await openTestEngine(temporaryFolder(), { spawn })
  expect(await engine.call('models.list')).toMatchObject([{ id: 'starter', dimensions: 256 }])
  const modelsDir = temporaryFolder()
  cpSync(join(projectRoot, 'models'), modelsDir, { recursive: true })
  editJson(join(modelsDir, 'starter'), 'preprocessor_config.json', { resample: 3 })
  await expect(openTestEngine(temporaryFolder(), { spawn, modelsDir })).rejects.toThrow('tried')
})

test('one weight that is off shows in the recorded numbers', async () => {
  const { engine, folder, add } = await setUp()
  makeTiny(folder)
  changeTensor(join(folder, VISION), 'm.head.attention.in_proj_weight', (bytes) => {
    for (let i = 0; i < 64; i++) bytes.writeFloatLE(bytes.readFloatLE(i * 4) + 0.05, i * 4)
    return bytes
  })
  await expect(add()).rejects.toMatchObject({
    code: 'MODEL_INCOMPATIBLE',
    message: expect.stringMatching(/^The image tower gives other numbers/) as string,
  })
  expect(await engine.call('models.list')).toHaveLength(1)
})

describe('a text tower of another checkpoint', () => {
  test('is caught because its texts do not mean what the pictures show, and can be added anyway', async () => {
    const { engine, folder, add } = await setUp()
    copyStarter(folder)
    turnTextTower(join(folder, TEXT))
    await expect(add()).rejects.toMatchObject({ code: 'TOWERS_DISAGREE' })
    expect(await engine.call('models.list')).toHaveLength(1)

    const { check } = await add(true)
    expect(about(check, 'meaning')).toMatchObject([{ verdict: 'doubtful', code: 'TOWERS_DISAGREE' }])
  })

  test('is told from the right one, which says what the pictures show', async () => {
    const { folder, add } = await setUp()
    copyStarter(folder)
    const { check } = await add()
    expect(about(check, 'meaning')).toMatchObject([{ verdict: 'good' }])
    expect(about(check, 'meaning')[0]!.words).toMatch(/one and the same start could not be told apart/)
  })

  test('is caught by its vocabulary', async () => {
    const { folder, add } = await setUp()
    makeTiny(folder)
    const wrong = (message: RegExp, code = 'MODEL_INCOMPATIBLE') =>
      expect(add()).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
    const config = readJson(join(folder, 'config.json'))
    const text = config.text_config as Record<string, unknown>
    editJson(folder, 'config.json', { text_config: { ...text, vocab_size: 3000 } })
    await wrong(/config\.json says 3,000 pieces, and the text tower has fewer/)
    editJson(folder, 'config.json', { text_config: { ...text, vocab_size: 1999 } })
    await wrong(/1,999 pieces, and the text tower has more/, 'TOWERS_DISAGREE')
    editJson(folder, 'config.json', { text_config: text })
    // a piece that no text of the test has
    const { model } = readJson(join(folder, 'tokenizer.json')) as { model: { vocab: Record<string, number> } }
    editJson(folder, 'tokenizer.json', { model: { ...model, vocab: { ...model.vocab, zzzzzz: 2000 } } })
    await wrong(/tokenizer\.json knows 2,001 pieces, and the text tower fewer/)
  })

  test('is caught by the checkpoint that lies beside it', async () => {
    const { engine, folder, add } = await setUp()
    makeTiny(folder)
    // in a checkpoint the towers' names differ
    const text = readFileSync(join(folder, TEXT), 'latin1').replace(/\bm\.(?=[a-z])/g, 't.')
    writeFileSync(join(folder, TEXT), text, 'latin1')
    writeCheckpoint(folder, 0)
    const { id, check } = await add()
    expect(about(check, 'weights')).toMatchObject([{ verdict: 'good' }])
    expect(about(check, 'weights')[0]!.words).toMatch(/\(\d+ and \d+ tensors compared\)/)

    writeCheckpoint(folder, 0.01)
    const again = await engine.call('models.check', { id })
    expect(about(again, 'weights')).toMatchObject([{ verdict: 'bad', code: 'MODEL_INCOMPATIBLE' }])
    writeFileSync(join(folder, 'model.safetensors'), 'cut off')
    expect(about(await engine.call('models.check', { id }), 'weights')).toMatchObject([
      { verdict: 'doubtful', code: 'MODEL_FOLDER_INVALID' },
    ])
  })
})

/** A checkpoint with the vectors of both towers; one of the text tower's is off by so much. */
function writeCheckpoint(folder: string, error: number): void {
  const parts: Buffer[] = []
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> = {}
  let offset = 0
  for (const tower of [VISION, TEXT]) {
    const file = readFileSync(join(folder, tower))
    const vectors = readOnnxTensors(join(folder, tower)).filter(
      ({ type, dimensions, raw }) => type === 1 && dimensions.length === 1 && raw,
    )
    for (const [index, { name, dimensions, raw }] of vectors.entries()) {
      const bytes = Buffer.from(file.subarray(raw!.offset, raw!.offset + raw!.length))
      if (tower === TEXT && index === 0) bytes.writeFloatLE(bytes.readFloatLE(0) + error, 0)
      header[name] = { dtype: 'F32', shape: dimensions, data_offsets: [offset, offset + bytes.length] }
      offset += bytes.length
      parts.push(bytes)
    }
  }
  const head = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(head.length))
  writeFileSync(join(folder, 'model.safetensors'), Buffer.concat([length, head, ...parts]))
}

describe('a tower in several precisions', () => {
  test('is used in the smaller one while that is like the exact one', async () => {
    const { engine, folder, add } = await setUp()
    copyStarter(folder)
    const small = join(folder, 'onnx', 'text_model_int8.onnx')
    cpSync(join(folder, TEXT), small)
    const { id, check } = await add()
    expect(about(check, 'precision').map(({ words }) => words)).toEqual([
      'vision_model.onnx is the exact tower (fp32).',
      'text_model_int8.onnx (in use) is like text_model.onnx: median cosine 1.0000, worst 1.0000, of 20 texts.',
    ])
    const { precision } = (await engine.call('models.list')).find((model) => model.id === id)!
    expect(precision).toEqual({ vision: 'fp32', text: 'int8' })
  })

  test('is refused in one that lost too much, with the figure, and used in the exact one', async () => {
    const { engine, folder, add } = await setUp()
    copyStarter(folder)
    const small = join(folder, 'onnx', 'text_model_int8.onnx')
    cpSync(join(folder, TEXT), small)
    turnTextTower(small)
    // an image tower that nobody would use is looked at too
    cpSync(join(folder, VISION), join(folder, 'onnx', 'vision_model_int8.onnx'))
    const { id, check } = await add()
    const [lost] = check.findings.filter(({ code }) => code === 'PRECISION_LOST')
    expect(lost!.words).toMatch(
      /^text_model_int8\.onnx is refused: median cosine -?0\.\d{4}, .* text_model\.onnx is used instead/,
    )
    expect(about(check, 'meaning')).toMatchObject([{ verdict: 'good' }])
    expect(about(check, 'precision').map(({ words }) => words)).toContainEqual(
      expect.stringMatching(/^vision_model_int8\.onnx \(not used\) is like vision_model\.onnx/),
    )
    const model = (await engine.call('models.list')).find((candidate) => candidate.id === id)!
    expect(model).toMatchObject({ precision: { vision: 'fp32', text: 'fp32' }, check })
  })
})
