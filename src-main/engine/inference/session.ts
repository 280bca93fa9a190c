import { InferenceSession, listSupportedBackends, Tensor } from 'onnxruntime-node'
import { basename } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'

/**
 * Outputs that hold the contrastive embedding, in order of preference (SIGLIP2.md section 1.4). CLIP's pooler_output does
 * not; where a CLIP tower has no other, its width differs from the other tower's, which the test of the towers shows.
 */
const OUTPUTS = ['image_embeds', 'text_embeds', 'pooler_output']

/** What a tower's own head pools into the embedding, where the graph gives it. */
export const TOKENS = 'last_hidden_state'

/** A loaded tower. */
export interface Session {
  file: string
  /** the output that holds the embedding */
  output: string
  /** the inputs that the graph asks for, with the types of their numbers and their shapes */
  inputs: ReadonlyMap<string, { type: Tensor.Type; shape: readonly (number | string)[] }>
  run(feeds: Record<string, Tensor>): Promise<Float32Array>
  /** The same with the tokens that it was pooled from, 1 x tokens x numbers; null where the graph does not give them. */
  runWithTokens(feeds: Record<string, Tensor>): Promise<{ embedding: Float32Array; tokens: Tensor } | null>
  release(): Promise<void>
}

/** How every graph runs here. */
export const ONE_THREAD: InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  // whoever waits must not keep a core busy
  extra: { session: { intra_op: { allow_spinning: '0' } } },
}

/** Several threads that share one run wait for each other hundreds of times: awake while it lasts, and no longer. */
const TOGETHER = { session: { intra_op: { allow_spinning: '1' }, force_spinning_stop: '1' } }

/** Types of numbers that a tower may ask for: float16 tensors cannot be made on Node 24 (PERFORMANCE.md). */
const INPUT_TYPES: Record<string, readonly string[]> = {
  pixel_values: ['float32'],
  input_ids: ['int64', 'int32'],
}

/**
 * Loads a tower whose graph asks for `input` and, where it wants, for some of `others`. `run` answers with the
 * L2-normalised embedding. MODEL_FOLDER_INVALID if it cannot be loaded, PROVIDER_FAILED if it cannot be on this execution
 * provider, MODEL_INCOMPATIBLE if it is no such tower.
 */
export async function openSession(
  file: string,
  input: string,
  others: readonly string[],
  { provider, threads = 1 }: { provider?: string | undefined; threads?: number } = {},
): Promise<Session> {
  const session = await InferenceSession.create(file, {
    ...(provider && { executionProviders: [provider] }),
    ...ONE_THREAD,
    intraOpNumThreads: threads,
    ...(threads > 1 && { extra: TOGETHER }),
  }).catch((error: unknown) => {
    if (provider) throw new LumitagError('PROVIDER_FAILED', wordsOf(error), { cause: error })
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `${basename(file)} cannot be loaded (${wordsOf(error)}). Copy or download the model again.`,
      { cause: error },
    )
  })
  const output = OUTPUTS.find((name) => session.outputNames.includes(name))
  const inputs: Session['inputs'] = new Map(
    session.inputMetadata.flatMap((metadata) => (metadata.isTensor ? [[metadata.name, metadata]] : [])),
  )
  const isKnown = session.inputNames.every((name) => name === input || others.includes(name))
  if (!output || !inputs.has(input) || !isKnown)
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `${basename(file)} has the inputs ${session.inputNames.join(', ')} and the outputs ${session.outputNames.join(', ')}; wanted are ${[input, ...others].join(', ')} and one of ${OUTPUTS.join(', ')}. Use a SigLIP 2, SigLIP or CLIP export that has a file for each tower, with the configuration that came with it.`,
    )
  const asked = inputs.get(input)!.type
  if (INPUT_TYPES[input]?.includes(asked) === false) throw wrongType(file, input, asked)
  const about = (name: string): InferenceSession.ValueMetadata | undefined =>
    session.outputMetadata.find((metadata) => metadata.name === name)
  const given = about(output)
  if (given?.isTensor && given.type !== 'float32') throw wrongType(file, output, given.type)
  const tokens = about(TOKENS)
  return {
    file,
    output,
    inputs,
    run: async (feeds) => embeddingIn((await runOnce(session, feeds, [output]))[output]!),
    async runWithTokens(feeds) {
      if (!tokens?.isTensor || tokens.type !== 'float32') return null
      const results = await runOnce(session, feeds, [output, TOKENS])
      return { embedding: embeddingIn(results[output]!), tokens: results[TOKENS]! }
    },
    release: () => session.release(),
  }
}

/** Whole numbers in the type that the graph asks for: exports differ. */
export function integers(
  values: ArrayLike<number | bigint>,
  type: Tensor.Type | undefined,
  shape: readonly number[],
): Tensor {
  return type === 'int32'
    ? new Tensor('int32', Int32Array.from(values, Number), shape)
    : new Tensor('int64', BigInt64Array.from(values, BigInt), shape)
}

async function runOnce(
  session: InferenceSession,
  feeds: Record<string, Tensor>,
  outputs: string[],
): Promise<Record<string, Tensor>> {
  return session.run(feeds, outputs).catch((error: unknown) => {
    throw new LumitagError(
      'INFERENCE_FAILED',
      `The model failed (${wordsOf(error)}). Copy or download it again.`,
      { cause: error },
    )
  })
}

function wrongType(file: string, name: string, type: string): LumitagError {
  const exact = name in INPUT_TYPES ? INPUT_TYPES[name]!.join(' or ') : 'float32'
  return new LumitagError(
    'MODEL_INCOMPATIBLE',
    `${basename(file)} has its ${name} in ${type}; wanted is ${exact}. Use the fp32 or q4 file of this model, or an export that keeps its inputs and outputs in float32.`,
  )
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The numbers of an output as an embedding of length one. */
export function embeddingIn({ data }: Tensor): Float32Array {
  if (!(data instanceof Float32Array)) throw new TypeError('The output is declared as float32.')
  let sum = 0
  for (const value of data) sum += value * value
  const length = Math.sqrt(sum)
  if (!Number.isFinite(length) || length === 0)
    throw new LumitagError(
      'INFERENCE_FAILED',
      'The model gave an embedding without direction. Copy or download it again.',
    )
  return data.map((value) => value / length)
}

/** Execution providers that this ONNX Runtime knows; their libraries and devices need not be there. */
export const providers = (): string[] => listSupportedBackends().map(({ name }) => name)
