import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { ScoreScale } from '../../../src-shared/score.ts'
import type { TextTower, VisionTower } from '../inference/protocol.ts'
import { readImageProcessor } from '../inference/preprocess/processorConfig.ts'
import { readSafetensorsScale } from './safetensorsScale.ts'
import { towerFiles, type TowerName } from './towerFiles.ts'
import { weightFiles } from './weightFiles.ts'

/** A model folder in the layout of the Hugging Face exports (SIGLIP2.md section 1.3). */
export interface ModelFolder {
  directory: string
  /** config.json's model_type; "siglip1" for the first SigLIP, which shares it with SigLIP 2 */
  family: string
  vision: VisionTower
  text: TextTower
  visionFiles: TowerParts
  textFiles: TowerParts
  /** how many pieces the text tower knows, where config.json says it */
  pieces: number | null
  /** null where neither config.json nor model.safetensors says it */
  scale: ScoreScale | null
  /** what a small model was taught, and what it may know of other words (vocabulary.ts); null = open vocabulary */
  vocabulary: { names: string[]; related: string[] } | null
}

/** The files that a tower is made of. */
export interface TowerParts {
  /** everything that its embeddings depend on, the graph first */
  all: string[]
  /** the same tower in other precisions, in the order in which they would be used */
  others: string[]
}

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

/**
 * Reads what a model folder says about itself. MODEL_FOLDER_INVALID names the file or field that is wrong. Files that
 * were refused are passed over, as if they were not there.
 */
export function readModelFolder(directory: string, refused: readonly string[] = []): ModelFolder {
  if (!existsSync(directory))
    throw new LumitagError(
      'MODEL_FOLDER_INVALID',
      `The folder ${directory} is not there. Check its name, or plug its drive in.`,
    )
  if (!statSync(directory).isDirectory()) throw invalid(directory, 'it is a file, not a folder')
  if (existsSync(join(directory, 'visual')) && existsSync(join(directory, 'textual')))
    throw invalid(
      directory,
      'it is an export for Immich (visual and textual), which names and feeds its towers in another way. Get the export of the same model that has onnx/vision_model.onnx: "lumitag model pull" downloads it',
    )
  const parsed = config.safeParse(readJson(directory, 'config.json'))
  if (!parsed.success)
    throw invalid(directory, `config.json has no usable "${parsed.error.issues[0]?.path.join('.')}"`)
  const {
    logit_scale: logScale,
    logit_bias: logitBias,
    text_norm: norm,
    text_config: textConfig,
  } = parsed.data
  const [visionFile, ...otherVision] = towersIn(directory, 'vision_model', refused)
  const [textFile, ...otherText] = towersIn(directory, 'text_model', refused)
  const tokenizerFile = join(directory, 'tokenizer.json')
  if (!existsSync(tokenizerFile)) throw invalid(directory, 'tokenizer.json is missing')
  const positionsFile = join(dirname(visionFile), 'position_embeddings.f32')
  const hasPositions = existsSync(positionsFile)
  return {
    directory,
    family: familyOf(parsed.data),
    vision: {
      file: visionFile,
      processor: readImageProcessor(readJson(directory, 'preprocessor_config.json')),
      ...(hasPositions && { positionsFile }),
    },
    visionFiles: {
      all: [visionFile, ...weightFiles(visionFile), ...(hasPositions ? [positionsFile] : [])],
      others: otherVision,
    },
    text: { file: textFile, tokenizerFile, length: textConfig?.max_position_embeddings, norm },
    textFiles: { all: [textFile, ...weightFiles(textFile)], others: otherText },
    pieces: textConfig?.vocab_size ?? null,
    scale:
      logScale !== undefined && logitBias !== undefined
        ? { logitScale: Math.exp(logScale), logitBias }
        : readSafetensorsScale(join(directory, 'model.safetensors')),
    vocabulary: readVocabulary(directory),
  }
}

/** The files of a tower, at least one. */
function towersIn(directory: string, name: TowerName, refused: readonly string[]): [string, ...string[]] {
  const [first, ...others] = towerFiles(directory, name).filter((file) => !refused.includes(file))
  if (first) return [first, ...others]
  const lossy = refused.map((file) => basename(file)).filter((file) => file.startsWith(name))
  if (lossy.length > 0)
    throw invalid(
      directory,
      `onnx/${name}.onnx is missing, and ${lossy.join(', ')} lost too much when it was made smaller`,
    )
  const why = { vision_model: '', text_model: WHY_NO_TEXT }[name]
  throw invalid(directory, `onnx/${name}.onnx is missing${why}`)
}

const WHY_NO_TEXT =
  '. The public NaFlex exports hold the image tower only, and the text tower of another checkpoint does not fit'

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

function familyOf({ model_type: type, text_config: text }: z.output<typeof config>): string {
  const isFirst = SIGLIP1_VOCABULARIES.includes(text?.vocab_size ?? SIGLIP1_VOCABULARIES[0]!)
  return type === 'siglip' && isFirst ? 'siglip1' : type
}

function readVocabulary(directory: string): ModelFolder['vocabulary'] {
  const [names, related] = ['VOCABULARY.txt', 'RELATED.txt'].map((name) => {
    const file = join(directory, name)
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : null
  })
  return names ? { names, related: related ?? [] } : null
}
