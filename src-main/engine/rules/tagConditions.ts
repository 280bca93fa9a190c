import type { ConditionOf } from '../../../src-shared/rules/tree.ts'
import { isBelow } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import { isTagged, TAG_STATE } from '../store/tagStates.ts'
import { suggestedPositions } from '../labels/countTags.ts'
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
  // one that is made of photos has a likeness, which is a cosine
  const least = label.contents.length > 0 ? score : scorer.reach(score)
  return maskWhere(photos.count, (position) => {
    const state = states[photos.ids[position]!]
    if (state === TAG_STATE.accepted || state === TAG_STATE.imported) return true
    return state !== TAG_STATE.rejected && values[position]! >= least
  })
}

/** A tag or one below it, in any case. */
export function tagged({ tag, is = 'set' }: ConditionOf<'tag'>, asked: Asked): Mask {
  const { photos, store } = asked
  if (is === 'suggested') return suggested(tag, asked)
  const holds = (state: number): boolean => (is === 'set' ? isTagged(state) : state === TAG_STATE[is])
  const mask = new Uint8Array(photos.count)
  for (const path of store.tags.paths())
    if (isWithin(path, tag)) add(mask, inStates(store.tagStates(path), photos, holds))
  return mask
}

/** What labels of this name or below it suggest: it follows from scores, and is kept nowhere. */
function suggested(tag: string, { photos, store, readings, labelQueries }: Asked): Mask {
  const mask = new Uint8Array(photos.count)
  for (const label of store.labels.all()) {
    const query = labelQueries.get(label.id)
    if (!query || !isWithin(label.name, tag)) continue
    const reading = readings.read(label, query, photos)
    for (const position of suggestedPositions(store.tagStates(label.name), photos, reading))
      mask[position] = 1
  }
  return mask
}

/** Whether a tag is another one or below it, in any case. */
export function isWithin(path: string, tag: string): boolean {
  const [folded, wanted] = [path.toLocaleLowerCase(), tag.toLocaleLowerCase()]
  return folded === wanted || isBelow(folded, wanted)
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
