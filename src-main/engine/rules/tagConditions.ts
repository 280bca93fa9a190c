import type { ConditionOf } from '../../../src-shared/rules/tree.ts'
import type { PresentPhotos } from '../library/present.ts'
import { isTagged, TAG_STATE } from '../store/tagStates.ts'
import type { Asked } from './conditions.ts'
import { add, maskWhere, type Mask } from './masks.ts'

/** Tagged with a label, or scored high enough for it. A condition on a label that is gone holds for no photo. */
export function labelled(
  { label: id, score }: ConditionOf<'label'>,
  { photos, store, scorer, labelQueries }: Asked,
): Mask {
  const label = store.labels.get(Number(id))
  if (!label) return new Uint8Array(photos.count)
  const states = store.tagStates(label.name)
  if (score === undefined) return inStates(states, photos, isTagged)
  const { values } = scorer.scores(labelQueries.get(label.id)!, photos)
  const least = scorer.reach(score)
  return maskWhere(photos.count, (position) => {
    const state = states[photos.ids[position]!]
    if (state === TAG_STATE.accepted || state === TAG_STATE.imported) return true
    return state !== TAG_STATE.rejected && values[position]! >= least
  })
}

/** A tag or one below it, in any case. */
export function tagged({ tag, is = 'set' }: ConditionOf<'tag'>, { photos, store }: Asked): Mask {
  const wanted = tag.toLocaleLowerCase()
  const holds = (state: number): boolean => (is === 'set' ? isTagged(state) : state === TAG_STATE[is])
  const mask = new Uint8Array(photos.count)
  for (const path of store.tags.paths()) {
    const folded = path.toLocaleLowerCase()
    if (folded === wanted || folded.startsWith(`${wanted} > `))
      add(mask, inStates(store.tagStates(path), photos, holds))
  }
  return mask
}

/** Few of many photos are in a table by photo id: those are looked for that are. */
export function inStates(states: Uint8Array, photos: PresentPhotos, holds: (state: number) => boolean): Mask {
  const mask = new Uint8Array(photos.count)
  for (let photoId = 0; photoId < states.length; photoId++) {
    if (!states[photoId] || !holds(states[photoId]!)) continue
    const position = photos.positionOf(photoId)
    if (position !== -1) mask[position] = 1
  }
  return mask
}
