import type { AlbumRule } from '../../../src-shared/schemas/album.ts'
import type { PresentPhotos } from '../library/present.ts'
import { taggedPositions } from '../library/taggedPositions.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { Store } from '../store/store.ts'
import { isTagged, TAG_STATE } from '../store/tagStates.ts'

type Test = (position: number) => boolean
type Condition = AlbumRule['all'][number]

/**
 * The positions of the photos for which a rule holds. Nothing is stored: an album is as fresh as its tags and scores. A
 * condition on a label that is gone holds for no photo.
 */
export async function photosOfRule(
  rule: AlbumRule,
  store: Store,
  scorer: Scorer,
  present: PresentPhotos,
): Promise<number[]> {
  const tests = await Promise.all(
    rule.all.map(async (condition) =>
      'label' in condition
        ? labelTest(condition, store, scorer, present)
        : takenTest(condition.taken, present),
    ),
  )
  return candidates(rule, store, present).filter((position) => tests.every((test) => test(position)))
}

/** The photos that can be in the album at all: where a label must be on them, those that have it. */
function candidates(rule: AlbumRule, store: Store, present: PresentPhotos): number[] {
  for (const condition of rule.all) {
    if (!('label' in condition) || condition.score !== undefined) continue
    const label = store.labels.get(condition.label)
    return label ? taggedPositions(store.tagStates(label.name), present) : []
  }
  return Array.from({ length: present.count }, (_, position) => position)
}

async function labelTest(
  { label: id, score }: Extract<Condition, { label: number }>,
  store: Store,
  scorer: Scorer,
  present: PresentPhotos,
): Promise<Test> {
  const label = store.labels.get(id)
  if (!label) return () => false
  const query = score === undefined ? undefined : await scorer.query(label)
  const states = store.tagStates(label.name)
  const stateAt = (position: number): number | undefined => states[present.ids[position]!]
  if (!query) return (position) => isTagged(stateAt(position))
  const scores = scorer.scores(query, present)
  const least = scorer.reach(score!)
  return (position) => {
    const state = stateAt(position)
    if (state === TAG_STATE.accepted || state === TAG_STATE.imported) return true
    return state !== TAG_STATE.rejected && scores.at(position) >= least
  }
}

/** Days are those of the camera's clock. A photo without a capture time is in no date's album. */
function takenTest(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  { captured, times }: PresentPhotos,
): Test {
  const first = from === undefined ? -Infinity : Date.parse(`${from}T00:00:00Z`)
  const last = to === undefined ? Infinity : Date.parse(`${to}T23:59:59.999Z`)
  return (position) => captured[position] === 1 && times[position]! >= first && times[position]! <= last
}
