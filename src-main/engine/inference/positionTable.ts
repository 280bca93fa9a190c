import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { PositionTable } from './preprocess/positionEmbeddings.ts'

/**
 * Reads the position table that belongs to a NaFlex tower with an input for positions: float32, little-endian, places
 * row by row, nothing else. MODEL_FOLDER_INVALID if it is no square of places of `width` numbers.
 */
export async function readPositionTable(file: string, width: number): Promise<PositionTable> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw invalid(file, 'cannot be read', error)
  })
  const values = Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) =>
    bytes.readFloatLE(i * 4),
  )
  const side = Math.sqrt(bytes.length / 4 / width)
  if (!Number.isInteger(side) || side === 0)
    throw invalid(file, `is no square of places of ${width} numbers each`)
  return { side, width, values }
}

function invalid(file: string, why: string, cause?: unknown): LumitagError {
  const message = `${basename(file)} ${why}. It must hold the position embeddings of this very checkpoint as plain float32.`
  return new LumitagError('MODEL_FOLDER_INVALID', message, { cause })
}
