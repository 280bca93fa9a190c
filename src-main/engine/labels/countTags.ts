import type { LabelCounts } from '../../../src-shared/schemas/label.ts'
import type { PresentPhotos } from '../library/present.ts'
import { TAG_STATE } from '../store/tagStates.ts'
import type { Scores } from './scores.ts'
import type { Thresholds } from './thresholds.ts'

/** Counts the photos that are there by what was decided about a tag, and those that are suggested for it. */
export function countTags(
  states: Uint8Array,
  photos: PresentPhotos,
  scores: Scores,
  { automatic, suggestion }: Thresholds,
): LabelCounts {
  const byState = [0, 0, 0, 0, 0]
  for (let photoId = 0; photoId < states.length; photoId++) {
    const state = states[photoId]!
    if (state !== TAG_STATE.none && photos.positionOf(photoId) !== -1) byState[state]!++
  }
  let suggested = 0
  for (let position = 0; position < photos.count; position++) {
    const cosine = scores.at(position)
    if (cosine >= suggestion && cosine < automatic && !states[photos.ids[position]!]) suggested++
  }
  return {
    accepted: byState[TAG_STATE.accepted]! + byState[TAG_STATE.imported]!,
    automatic: byState[TAG_STATE.automatic]!,
    rejected: byState[TAG_STATE.rejected]!,
    suggested,
  }
}
