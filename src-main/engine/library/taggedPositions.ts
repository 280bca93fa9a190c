import { isTagged } from '../store/tagStates.ts'
import type { PresentPhotos } from './present.ts'

/** The photos that have a tag, in display order: few of many, so those are looked for that are in its table. */
export function taggedPositions(states: Uint8Array, photos: PresentPhotos): number[] {
  const positions: number[] = []
  for (let photoId = 0; photoId < states.length; photoId++) {
    if (!isTagged(states[photoId])) continue
    const position = photos.positionOf(photoId)
    if (position !== -1) positions.push(position)
  }
  return positions.sort((a, b) => a - b)
}
