import type { ScoreScale } from '../../../src-shared/score.ts'
import { openSafetensors } from './safetensors.ts'

/**
 * logit_scale and logit_bias of a checkpoint, which the ONNX towers leave out (SIGLIP2.md section 1.5). Null if there is
 * no such file or they are not in it: the family's usual values stand in, and the app says so.
 */
export function readSafetensorsScale(file: string): ScoreScale | null {
  const checkpoint = openSafetensors(file)
  try {
    const logScale = checkpoint?.floats('logit_scale')?.[0]
    const logitBias = checkpoint?.floats('logit_bias')?.[0]
    return logScale === undefined || logitBias === undefined
      ? null
      : { logitScale: Math.exp(logScale), logitBias }
  } catch {
    return null // cut off
  } finally {
    checkpoint?.close()
  }
}
