import { InferenceSession, Tensor } from 'onnxruntime-node'
import { basename } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { TestResult, TextTower, VisionTower } from './protocol.ts'
import { loadTokenizer, type Tokenizer } from './tokenizer/tokenizer.ts'

/** Outputs that hold the contrastive embedding, in order of preference (SIGLIP2.md section 1.4). */
const OUTPUTS = ['image_embeds', 'text_embeds', 'pooler_output']

/** One tower of each kind stays loaded per worker; another model's takes its place. */
const loaded: { vision?: Loaded; text?: Loaded & { tokenizer: Tokenizer } } = {}

interface Loaded {
  file: string
  session: InferenceSession
  input: string
  inputType: string
  output: string
}

/** The L2-normalised embedding of prepared pixels, CHW float32. */
export async function embedImage(tower: VisionTower, pixels: Float32Array): Promise<Float32Array> {
  if (loaded.vision?.file !== tower.file) {
    await unload('vision')
    loaded.vision = await open(tower.file, 'pixel_values')
  }
  const { size } = tower.processor
  return run(loaded.vision, new Tensor('float32', pixels, [1, 3, size, size]))
}

/** L2-normalised embeddings of texts, one after the other: batches are no faster (PERFORMANCE.md). */
export async function embedTexts(tower: TextTower, texts: readonly string[]): Promise<Float32Array[]> {
  if (loaded.text?.file !== tower.file) {
    await unload('text')
    const tokenizer = await loadTokenizer(tower.tokenizerFile)
    loaded.text = { ...(await open(tower.file, 'input_ids')), tokenizer }
  }
  const { tokenizer, inputType } = loaded.text
  const embeddings: Float32Array[] = []
  for (const text of texts) {
    const ids = tokenizer.encode(text)
    const tensor =
      inputType === 'int32'
        ? new Tensor('int32', Int32Array.from(ids, Number), [1, ids.length])
        : new Tensor('int64', ids, [1, ids.length])
    embeddings.push(await run(loaded.text, tensor))
  }
  return embeddings
}

/** Runs both towers once. MODEL_INCOMPATIBLE if they do not belong together. */
export async function testTowers(vision: VisionTower, text: TextTower): Promise<TestResult> {
  const { size } = vision.processor
  // the files may have been replaced since they were loaded
  await unload('vision')
  await unload('text')
  // a tower that cannot take what its folder describes belongs to another model
  const other = (error: unknown): never => {
    if (!(error instanceof LumitagError && error.code === 'INFERENCE_FAILED')) throw error
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `The folder's files do not belong together. ${error.message}`,
      { cause: error },
    )
  }
  const image = await embedImage(vision, new Float32Array(3 * size * size)).catch(other)
  const [words] = await embedTexts(text, ['a photo']).catch(other)
  if (image.length !== words!.length)
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `The image tower gives ${image.length} numbers and the text tower ${words!.length}: they are from different models.`,
    )
  return { dimensions: image.length }
}

async function unload(kind: keyof typeof loaded): Promise<void> {
  await loaded[kind]?.session.release()
  delete loaded[kind]
}

async function open(file: string, input: string): Promise<Loaded> {
  const session = await InferenceSession.create(file, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // with one thread there is nobody to wait for
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  }).catch((error: unknown) => {
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `${basename(file)} cannot be loaded (${error instanceof Error ? error.message : String(error)}). Copy or download the model again.`,
      { cause: error },
    )
  })
  const output = OUTPUTS.find((name) => session.outputNames.includes(name))
  const metadata = session.inputMetadata.find(({ name }) => name === input)
  const others = session.inputNames.filter((name) => name !== input && name !== 'attention_mask')
  if (!output || !metadata?.isTensor || others.length > 0)
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `${basename(file)} has the inputs ${session.inputNames.join(', ')} and the outputs ${session.outputNames.join(', ')}; wanted are ${input} and pooler_output. Use a fixed-resolution SigLIP or SigLIP 2 export.`,
    )
  return { file, session, input, inputType: metadata.type, output }
}

async function run({ session, input, output }: Loaded, tensor: Tensor): Promise<Float32Array> {
  const results = await session.run({ [input]: tensor }, [output]).catch((error: unknown) => {
    throw new LumitagError(
      'INFERENCE_FAILED',
      `The model failed (${error instanceof Error ? error.message : String(error)}). Copy or download it again.`,
      { cause: error },
    )
  })
  const values = results[output]!.data
  if (!(values instanceof Float32Array))
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `The model answers in ${results[output]!.type}; wanted is float32.`,
    )
  return normalised(values)
}

function normalised(values: Float32Array): Float32Array {
  let sum = 0
  for (const value of values) sum += value * value
  const length = Math.sqrt(sum)
  if (!Number.isFinite(length) || length === 0)
    throw new LumitagError(
      'INFERENCE_FAILED',
      'The model gave an embedding without direction. Copy or download it again.',
    )
  return values.map((value) => value / length)
}
