import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'

export type TowerName = 'vision_model' | 'text_model'

/** What the exports call each precision, in order of preference: exact first; 8-bit image towers can lose much (SIGLIP2.md section 1.3). */
const VISION_SUFFIXES = ['', '_fp16', '_q4', '_q4f16', '_bnb4', '_uint8', '_quantized', '_int8']
/** 8-bit text towers rank as well as exact ones and are a quarter of the size. */
const TEXT_SUFFIXES = ['_quantized', '_int8', '_uint8', '', '_fp16', '_q4', '_q4f16', '_bnb4']
const SUFFIXES: Record<TowerName, readonly string[]> = {
  vision_model: VISION_SUFFIXES,
  text_model: TEXT_SUFFIXES,
}

/** The files that hold a tower in a model folder, one per precision: the one to use first. */
export function towerFiles(directory: string, name: TowerName): string[] {
  return SUFFIXES[name].flatMap((suffix) => {
    const file = ['onnx', '.']
      .map((folder) => join(directory, folder, `${name}${suffix}.onnx`))
      .find((candidate) => existsSync(candidate))
    return file ? [file] : []
  })
}

/** "fp32", "int8", …: what a tower's file name says about its precision. */
export function precisionOf(file: string): string {
  const suffix = /_model_?(.*)\.onnx$/.exec(basename(file))?.[1]
  if (suffix === undefined) return 'unknown'
  return suffix === '' ? 'fp32' : suffix === 'quantized' ? 'int8' : suffix
}
