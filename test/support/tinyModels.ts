import { cp, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot, temporaryFolder } from './library.ts'

/* Model folders of each family, with the small towers of test/golden/tiny. */

export interface Parts {
  config: object
  preprocessor: object
  /** files of test/golden/tiny */
  vision: string
  text?: string
  /** a tokenizer.json, or a file to copy; else the starter's */
  tokenizer?: object | string
}

/** A folder in the layout of the exports, gone after the test; its name is the model's. */
export async function modelFolder(
  { config, preprocessor, vision, text, tokenizer }: Parts,
  name = 'Echo',
): Promise<string> {
  const folder = join(temporaryFolder(), name)
  const tiny = (file: string): string => join(projectRoot, 'test', 'golden', 'tiny', file)
  const write = (file: string, json: object): Promise<void> =>
    writeFile(join(folder, file), JSON.stringify(json))
  await mkdir(join(folder, 'onnx'), { recursive: true })
  await write('config.json', config)
  await write('preprocessor_config.json', preprocessor)
  await cp(tiny(vision), join(folder, 'onnx', 'vision_model.onnx'))
  if (text) await cp(tiny(text), join(folder, 'onnx', 'text_model.onnx'))
  if (typeof tokenizer === 'object') await write('tokenizer.json', tokenizer)
  else
    await cp(
      tokenizer ?? join(projectRoot, 'models', 'starter', 'tokenizer.json'),
      join(folder, 'tokenizer.json'),
    )
  return folder
}

const halves = { image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5], resample: 2 }
export const preprocessors = {
  naflex: { ...halves, image_processor_type: 'Siglip2ImageProcessor', patch_size: 16, max_num_patches: 256 },
  clip: { ...halves, resample: 3, size: { shortest_edge: 8 }, do_center_crop: true, crop_size: 8 },
  squash: { ...halves, size: { height: 64, width: 64 } },
}

/** A SigLIP 2 with the random image tower, and a text tower that answers with its 64 ids. */
export const tinySiglip: Parts = {
  config: {
    model_type: 'siglip',
    logit_scale: Math.log(10),
    logit_bias: -5,
    text_config: { vocab_size: 256_000 },
  },
  preprocessor: preprocessors.squash,
  vision: 'vision_model.onnx',
  text: 'text_model_64.onnx',
}

/** A CLIP whose towers answer with the picture's first 64 numbers, and with the first 64 ids. */
export const tinyClip: Parts = {
  config: { model_type: 'clip' },
  preprocessor: preprocessors.clip,
  vision: 'clip_vision_model.onnx',
  text: 'clip_text_model.onnx',
  tokenizer: clipTokenizer(),
}

/** The smallest CLIP vocabulary: a letter for each byte, inside and at the end of a word, and the marks. */
function clipTokenizer(): object {
  const range = (from: number, to: number): string[] =>
    Array.from({ length: to - from + 1 }, (_, i) => String.fromCharCode(from + i))
  const letters = [...range(0x21, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0x143)]
  const ends = letters.map((letter) => `${letter}</w>`)
  const pieces = [...letters, ...ends, 'hi</w>', '<|startoftext|>', '<|endoftext|>']
  return {
    added_tokens: [{ content: '<|endoftext|>' }],
    model: {
      type: 'BPE',
      end_of_word_suffix: '</w>',
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      merges: ['h i</w>'],
    },
  }
}
