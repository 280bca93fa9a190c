import type { ChangedPhoto, LabelSwitch } from '../../../src-shared/schemas/modelSwitch.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Scores } from '../labels/scores.ts'
import type { Thresholds } from '../labels/thresholds.ts'
import { TAG_STATE } from '../store/tagStates.ts'
import { tagChanges } from '../tagging/tagChanges.ts'

/** What a label scores with one model, and from where on that counts (cosines). */
export interface Side {
  scores: Scores
  limits: Thresholds
  /** raw score of a cosine */
  score(cosine: number): number | null
}

/** The photos whose automatic tag or suggestion comes or goes with another model, the clearest cases first. */
export function changesOf(
  photos: PresentPhotos,
  states: Uint8Array,
  now: Side,
  then: Side,
  most: number,
): Pick<LabelSwitch, 'tags' | 'suggestions'> {
  const tags = tagChanges(then.scores, photos.ids, states, then.limits.automatic)
  const losing = new Set(tags.removed)
  const suggested = { now: 0, then: 0, added: [] as number[], removed: [] as number[] }
  let tagged = 0
  for (let position = 0; position < photos.count; position++) {
    const state = states[photos.ids[position]!] ?? TAG_STATE.none
    if (state === TAG_STATE.automatic) tagged++
    const was = state === TAG_STATE.none && isBetween(now, position)
    if (was) suggested.now++
    // of a photo that the other model has not looked at nothing is known
    if (Number.isNaN(then.scores.at(position))) {
      if (was) suggested.then++
      continue
    }
    const will = (state === TAG_STATE.none || losing.has(position)) && isBetween(then, position)
    if (will) suggested.then++
    if (will && !was) suggested.added.push(position)
    if (was && !will) suggested.removed.push(position)
  }

  /** Those that come: the surest first. Those that go: the least likely first. */
  const listed = (positions: number[], sign: 1 | -1) => ({
    count: positions.length,
    photos: positions
      .sort((a, b) => sign * (then.scores.at(b) - then.scores.at(a)) || a - b)
      .slice(0, most)
      .map((position) => describe(position)),
  })
  const scoreAt = ({ scores, score }: Side, position: number): number | null =>
    Number.isNaN(scores.at(position)) ? null : score(scores.at(position))
  const describe = (position: number): ChangedPhoto => ({
    id: photos.ids[position]!,
    version: photos.contentIds[position]!,
    now: scoreAt(now, position),
    then: scoreAt(then, position),
  })
  return {
    tags: {
      now: tagged,
      then: tagged + tags.added.length - tags.removed.length,
      added: listed(tags.added, 1),
      removed: listed(tags.removed, -1),
    },
    suggestions: {
      now: suggested.now,
      then: suggested.then,
      added: listed(suggested.added, 1),
      removed: listed(suggested.removed, -1),
    },
  }
}

/** Whether a photo without a decision would be suggested. */
function isBetween({ scores, limits }: Side, position: number): boolean {
  const cosine = scores.at(position)
  return cosine >= limits.suggestion && cosine < limits.automatic
}
