import type { PhotoIndex } from '../../src-shared/schemas/photo.ts'
import { score } from '../format.ts'
import { say } from './say.svelte.ts'

/** A score with what it is, so that a model's raw score is never taken for how likely something is. */
export function nameScore(kind: PhotoIndex['scoreKind'], value: number): string {
  if (kind === 'calibrated') return say('calibrated score {score}', { score: score(value) })
  if (kind === 'similarity' || kind === 'cosine') return say('likeness {score}', { score: score(value) })
  if (kind === 'raw') return say('raw score {score}', { score: score(value) })
  return say('score {score}', { score: score(value) })
}
