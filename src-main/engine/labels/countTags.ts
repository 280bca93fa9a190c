import type { LabelCounts } from '../../../src-shared/schemas/label.ts'
import type { PresentPhotos } from '../library/present.ts'
import { TAG_STATE } from '../store/tagStates.ts'
import type { LabelReading } from './readings.ts'

/** Counts the photos that are there by what was decided about a tag, and those that are suggested for it. */
export function countTags(
  states: Uint8Array,
  photos: PresentPhotos,
  reading: Pick<LabelReading, 'values' | 'force'>,
): LabelCounts {
  const byState = [0, 0, 0, 0, 0]
  for (let photoId = 0; photoId < states.length; photoId++) {
    const state = states[photoId]!
    if (state !== TAG_STATE.none && photos.positionOf(photoId) !== -1) byState[state]!++
  }
  return {
    accepted: byState[TAG_STATE.accepted]! + byState[TAG_STATE.imported]!,
    automatic: byState[TAG_STATE.automatic]!,
    rejected: byState[TAG_STATE.rejected]!,
    suggested: suggestedPositions(states, photos, reading).length,
  }
}

/** The photos between a label's bars on which nothing was decided, in display order. */
export function suggestedPositions(
  states: Uint8Array,
  photos: PresentPhotos,
  { values, force: { automatic, suggestion } }: Pick<LabelReading, 'values' | 'force'>,
): number[] {
  const positions: number[] = []
  if (suggestion === Infinity) return positions
  const { values: all } = values
  for (let position = 0; position < photos.count; position++) {
    const value = all[position]!
    if (value >= suggestion && value < automatic && !states[photos.ids[position]!]) positions.push(position)
  }
  return positions
}
