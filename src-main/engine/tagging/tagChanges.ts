import type { Scored } from '../labels/scores.ts'
import { TAG_STATE } from '../store/tagStates.ts'

/** Positions of photos whose automatic tag comes or goes. */
export interface TagChanges {
  added: number[]
  removed: number[]
}

/**
 * What scores say about a label's automatic tags. Where the user decided, they say nothing; a photo that the model has
 * not looked at yet keeps what another one said; one that the label is not about (`isOutside`) keeps nothing.
 */
export function tagChanges(
  { values }: Scored,
  photoIds: Uint32Array,
  states: Uint8Array,
  least: number,
  isOutside: (position: number) => boolean = () => false,
): TagChanges {
  const added: number[] = []
  const removed: number[] = []
  for (let position = 0; position < values.length; position++) {
    const cosine = values[position]!
    const state = states[photoIds[position]!] ?? TAG_STATE.none
    if (cosine >= least && state === TAG_STATE.none) added.push(position)
    else if (state === TAG_STATE.automatic && (cosine < least || isOutside(position))) removed.push(position)
  }
  return { added, removed }
}
