import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { ScoreScale } from '../../../src-shared/score.ts'
import type { TextTower, VisionTower } from '../inference/protocol.ts'
import { readImageProcessor } from '../inference/preprocess/processorConfig.ts'
import { readSafetensorsScale } from './safetensorsScale.ts'

/** A model folder in the layout of the Hugging Face exports (SIGLIP2.md section 1.3). */
export interface ModelFolder {
  directory: string
  /** config.json's model_type; "siglip1" for the first SigLIP, which shares it with SigLIP 2 */
  family: string
  vision: VisionTower
  text: TextTower
  /** null where neither config.json nor model.safetensors says it */
  scale: ScoreScale | null
  /** one concept per line, its names separated by ";" and "|": only small models have a list; null = open vocabulary */
  vocabulary: string[] | null
}

/** Precisions in order of preference: exact first; 8-bit image towers can lose much (SIGLIP2.md section 1.3). */
const VISION_SUFFIXES = ['', '_fp16', '_q4', '_q4f16', '_bnb4', '_uint8', '_quantized', '_int8']
/** 8-bit text towers rank as well as exact ones and are a quarter of the size. */
const TEXT_SUFFIXES = ['_quantized', '_int8', '_uint8', '', '_fp16', '_q4', '_q4f16', '_bnb4']

const config = z.object({
  model_type: z.string(),
  /** natural logarithm of the scale */
  logit_scale: z.number().optional(),
  logit_bias: z.number().optional(),
  /** ours: how this model's labels are written, where it was not trained on lower case */
  text_norm: z.enum(['lower', 'raw', 'canonical']).default('lower'),
  text_config: z
    .object({ max_position_embeddings: z.int().positive().optional(), vocab_size: z.int().optional() })
    .nullish(),
})
/** English and multilingual. Where config.json is silent, the library that wrote it assumes the first. */
const SIGLIP1_VOCABULARIES = [32_000, 250_000]

/** Reads what a model folder says about itself. MODEL_FOLDER_INVALID names the file or field that is wrong. */
export function readModelFolder(directory: string): ModelFolder {
  if (!existsSync(directory)) throw invalid(directory, 'it is not there')
  if (!statSync(directory).isDirectory()) throw invalid(directory, 'it is a file, not a folder')
  const parsed = config.safeParse(readJson(directory, 'config.json'))
  if (!parsed.success)
    throw invalid(directory, `config.json has no usable "${parsed.error.issues[0]?.path.join('.')}"`)
  const {
    logit_scale: logScale,
    logit_bias: logitBias,
    text_norm: norm,
    text_config: textConfig,
  } = parsed.data
  const visionFile = findTower(directory, 'vision_model', VISION_SUFFIXES)
  if (!visionFile) throw invalid(directory, 'onnx/vision_model.onnx is missing')
  const textFile = findTower(directory, 'text_model', TEXT_SUFFIXES)
  if (!textFile)
    throw invalid(
      directory,
      'onnx/text_model.onnx is missing. The public NaFlex exports hold the image tower only, and the text tower of another checkpoint does not fit',
    )
  const tokenizerFile = join(directory, 'tokenizer.json')
  if (!existsSync(tokenizerFile)) throw invalid(directory, 'tokenizer.json is missing')
  const positionsFile = join(dirname(visionFile), 'position_embeddings.f32')
  return {
    directory,
    family: familyOf(parsed.data),
    vision: {
      file: visionFile,
      processor: readImageProcessor(readJson(directory, 'preprocessor_config.json')),
      ...(existsSync(positionsFile) && { positionsFile }),
    },
    text: { file: textFile, tokenizerFile, length: textConfig?.max_position_embeddings, norm },
    scale:
      logScale !== undefined && logitBias !== undefined
        ? { logitScale: Math.exp(logScale), logitBias }
        : readSafetensorsScale(join(directory, 'model.safetensors')),
    vocabulary: readVocabulary(directory),
  }
}

function invalid(directory: string, why: string): LumitagError {
  return new LumitagError(
    'MODEL_FOLDER_INVALID',
    `${directory} is not a model folder: ${why}. It must hold config.json, preprocessor_config.json, tokenizer.json, onnx/vision_model*.onnx and onnx/text_model*.onnx, as the onnx-community exports of SigLIP 2 do.`,
  )
}

function readJson(directory: string, name: string): unknown {
  let text: string
  try {
    text = readFileSync(join(directory, name), 'utf8')
  } catch {
    throw invalid(directory, `${name} is missing`)
  }
  try {
    return JSON.parse(text)
  } catch {
    throw invalid(directory, `${name} is not JSON`)
  }
}

function findTower(directory: string, name: string, suffixes: readonly string[]): string | undefined {
  for (const suffix of suffixes)
    for (const folder of ['onnx', '.']) {
      const file = join(directory, folder, `${name}${suffix}.onnx`)
      if (existsSync(file)) return file
    }
  return undefined
}

function familyOf({ model_type: type, text_config: text }: z.output<typeof config>): string {
  const isFirst = SIGLIP1_VOCABULARIES.includes(text?.vocab_size ?? SIGLIP1_VOCABULARIES[0]!)
  return type === 'siglip' && isFirst ? 'siglip1' : type
}

function readVocabulary(directory: string): string[] | null {
  const file = join(directory, 'VOCABULARY.txt')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : null
}
