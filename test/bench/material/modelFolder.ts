import { copyFileSync, existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { made } from './cache.ts'
import { projectRoot } from './places.ts'
import { graphs, weightsOf } from './weights.ts'

/** The image towers that are measured. */
export const visionTowers = {
  p16: 'base-patch16-256.vision',
  p32: 'base-patch32-256.vision',
  naflex: 'base-patch16-naflex.vision',
} as const
export type Tower = keyof typeof visionTowers
export type Precision = 'fp32' | 'int8'

const SCALE = { logit_scale: Math.log(112.7), logit_bias: -16.77 }
const TOKENS = 64

/**
 * A model folder as Lumitag and transformers.js read it: a real architecture with random weights, the 8-bit text tower,
 * the starter's tokenizer.
 */
export async function modelFolder(tower: Tower, precision: Precision, cache: string): Promise<string> {
  const vision = `${visionTowers[tower]}.${precision}`
  const text = 'base.text.int8'
  const weights = { vision: await weightsOf(vision, cache), text: await weightsOf(text, cache) }
  return made(join(cache, 'models', `${tower}-${precision}`), 0, (folder) => {
    const onnx = join(folder, 'onnx')
    mkdirSync(onnx, { recursive: true })
    const visionFile = `vision_model${precision === 'int8' ? '_quantized' : ''}.onnx`
    copyFileSync(join(graphs, `${vision}.onnx`), join(onnx, visionFile))
    copyFileSync(join(graphs, `${text}.onnx`), join(onnx, 'text_model_quantized.onnx'))
    linkOrCopy(weights.vision, join(onnx, `${vision}.weights`))
    linkOrCopy(weights.text, join(onnx, `${text}.weights`))
    for (const name of ['tokenizer.json', 'tokenizer_config.json'])
      copyFileSync(join(projectRoot, 'models', 'starter', name), join(folder, name))
    writeJson(folder, 'config.json', config(tower))
    writeJson(folder, 'preprocessor_config.json', preprocessing(tower))
  })
}

function config(tower: Tower): unknown {
  const type = tower === 'naflex' ? 'siglip2' : 'siglip'
  return {
    model_type: type,
    ...SCALE,
    text_config: { model_type: `${type}_text_model`, vocab_size: 5000, max_position_embeddings: TOKENS },
    vision_config: { model_type: `${type}_vision_model`, image_size: 256 },
  }
}

/** The preprocessor_config.json of a tower. */
export function preprocessing(tower: Tower): unknown {
  const treatment = {
    ...{ do_resize: true, resample: 2, do_rescale: true, rescale_factor: 1 / 255, do_normalize: true },
    ...{ do_convert_rgb: true, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] },
  }
  return tower === 'naflex'
    ? { ...treatment, image_processor_type: 'Siglip2ImageProcessor', patch_size: 16, max_num_patches: 256 }
    : { ...treatment, image_processor_type: 'SiglipImageProcessor', size: { height: 256, width: 256 } }
}

/** The same file at another place; a copy where the file system has no links. */
export function linkOrCopy(from: string, to: string): void {
  if (existsSync(to)) return
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to)
  }
}

const writeJson = (folder: string, name: string, value: unknown): void =>
  writeFileSync(join(folder, name), JSON.stringify(value, null, 2))
