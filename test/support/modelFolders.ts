import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readOnnxTensors } from '../../src-main/engine/models/onnxTensors.ts'
import { projectRoot } from './library.ts'

/* Model folders to test with: the starter, or the random towers of the golden data, each with its own numbers recorded. */

const starter = join(projectRoot, 'models', 'starter')
const tiny = join(projectRoot, 'test', 'golden', 'tiny')

export const VISION = 'onnx/vision_model.onnx'
export const TEXT = 'onnx/text_model.onnx'

/** A copy of the starter that knows nothing of its recorded numbers: an ordinary export. */
export function copyStarter(folder: string): string {
  cpSync(starter, folder, { recursive: true })
  rmSync(join(folder, 'reference.json'))
  return folder
}

/** The random towers of the golden data, 64 pixels and 64 numbers wide, with the numbers that the reference gives. */
export function makeTiny(folder: string): string {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  cpSync(join(tiny, 'vision_model.onnx'), join(folder, VISION))
  cpSync(join(tiny, 'text_model.onnx'), join(folder, TEXT))
  cpSync(join(tiny, 'reference.json'), join(folder, 'reference.json'))
  cpSync(join(starter, 'tokenizer_config.json'), join(folder, 'tokenizer_config.json'))
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), JSON.stringify(value))
  write('config.json', {
    model_type: 'siglip',
    ...{ logit_scale: 4.72, logit_bias: -16.77 },
    text_config: { vocab_size: 2000, max_position_embeddings: 64 },
  })
  const processor = readJson(join(starter, 'preprocessor_config.json'))
  write('preprocessor_config.json', { ...processor, size: { height: 64, width: 64 } })
  write('tokenizer.json', smallTokenizer(2000))
  return folder
}

export const readJson = (file: string): Record<string, unknown> =>
  JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>

/** Changes some fields of a folder's JSON file. */
export function editJson(folder: string, name: string, change: Record<string, unknown>): void {
  const file = join(folder, name)
  writeFileSync(file, JSON.stringify({ ...readJson(file), ...change }))
}

/**
 * Another checkpoint's text tower, as far as anybody can tell: the starter's, its answers turned in their space so that
 * they mean what they meant among themselves, and nothing to the image tower.
 */
export function turnTextTower(file: string): void {
  changeTensor(file, 'out.weight_h', (bytes) => {
    const row = 128 * 2
    const turned = Buffer.from(bytes)
    for (let from = 0; from < 256; from++) {
      const to = (from * 37 + 11) % 256
      bytes.copy(turned, to * row, from * row, (from + 1) * row)
    }
    return turned
  })
}

/** Replaces the numbers of one constant of an ONNX file. */
export function changeTensor(file: string, name: string, change: (bytes: Buffer) => Buffer): void {
  const { offset, length } = readOnnxTensors(file).find((tensor) => tensor.name === name)!.raw!
  const graph = readFileSync(file)
  change(Buffer.from(graph.subarray(offset, offset + length))).copy(graph, offset)
  writeFileSync(file, graph)
}

/** The starter's vocabulary up to so many pieces. */
function smallTokenizer(pieces: number): unknown {
  interface Tokenizer {
    model: { vocab: Record<string, number>; merges: (string | [string, string])[] }
  }
  const tokenizer = readJson(join(starter, 'tokenizer.json')) as unknown as Tokenizer
  const vocab = Object.fromEntries(Object.entries(tokenizer.model.vocab).filter(([, id]) => id < pieces))
  const merges = tokenizer.model.merges.filter((merge) => {
    const [left = '', right = ''] = typeof merge === 'string' ? merge.split(' ') : merge
    return left + right in vocab && left in vocab && right in vocab
  })
  return { ...tokenizer, model: { ...tokenizer.model, vocab, merges } }
}
