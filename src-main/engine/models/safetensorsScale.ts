import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { ScoreScale } from '../../../src-shared/score.ts'

/**
 * logit_scale and logit_bias of a checkpoint, which the ONNX towers leave out (SIGLIP2.md section 1.5): the header of a
 * safetensors file says where they are. Null if there is no such file or they are not in it.
 */
export function readSafetensorsScale(file: string): ScoreScale | null {
  if (!existsSync(file)) return null
  const descriptor = openSync(file, 'r')
  try {
    const read = (position: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length)
      readSync(descriptor, bytes, 0, length, position)
      return bytes
    }
    const headerLength = Number(read(0, 8).readBigUInt64LE())
    if (headerLength > 100_000_000) return null
    const header = JSON.parse(read(8, headerLength).toString('utf8')) as Record<
      string,
      { dtype: string; data_offsets: [number, number] } | undefined
    >
    const scalar = (name: string): number | undefined => {
      const entry = header[name]
      return entry?.dtype === 'F32'
        ? read(8 + headerLength + entry.data_offsets[0], 4).readFloatLE()
        : undefined
    }
    const logScale = scalar('logit_scale')
    const logitBias = scalar('logit_bias')
    return logScale === undefined || logitBias === undefined
      ? null
      : { logitScale: Math.exp(logScale), logitBias }
  } catch {
    return null // not a safetensors file: the family's usual values stand in, and the app says so
  } finally {
    closeSync(descriptor)
  }
}
