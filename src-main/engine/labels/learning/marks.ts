import type { PresentPhotos } from '../../library/present.ts'
import { TAG_STATE } from '../../store/tagStates.ts'

/** What the user said about a label, as rows of the vectors; each content once. */
export interface Marks {
  accepted: readonly number[]
  rejected: readonly number[]
}

/** The marks among the photos that are there; `rows` leads from positions to rows. Imported tags are not the user's word. */
export function marksOf(states: Uint8Array, photos: PresentPhotos, rows: Int32Array): Marks {
  const accepted = new Set<number>()
  const rejected = new Set<number>()
  for (let photoId = 0; photoId < states.length; photoId++) {
    const state = states[photoId]!
    if (state !== TAG_STATE.accepted && state !== TAG_STATE.rejected) continue
    const position = photos.positionOf(photoId)
    const row = position === -1 ? -1 : rows[position]!
    if (row !== -1) (state === TAG_STATE.accepted ? accepted : rejected).add(row)
  }
  // copies of one photo that were answered differently say nothing
  for (const row of accepted) if (rejected.delete(row)) accepted.delete(row)
  return { accepted: [...accepted].sort(byNumber), rejected: [...rejected].sort(byNumber) }
}

const byNumber = (one: number, other: number): number => one - other
