import type { AlbumRule } from '../../../src-shared/schemas/album.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { PresentRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'

type Test = (photo: PresentRow) => boolean
type Condition = AlbumRule['all'][number]

/**
 * The photos for which a rule holds, newest first. Nothing is stored: an album is as fresh as its tags and scores. A
 * condition on a label that is gone holds for no photo.
 */
export async function photosOfRule(
  rule: AlbumRule,
  store: Store,
  scorer: Scorer,
  present: PresentPhotos,
): Promise<PresentRow[]> {
  const tests = await Promise.all(
    rule.all.map(async (condition) =>
      'label' in condition ? labelTest(condition, store, scorer, present) : takenTest(condition.taken),
    ),
  )
  return present.rows.filter((photo) => tests.every((test) => test(photo)))
}

async function labelTest(
  { label: id, score }: Extract<Condition, { label: number }>,
  store: Store,
  scorer: Scorer,
  present: PresentPhotos,
): Promise<Test> {
  const label = store.labels.get(id)
  if (!label) return () => false
  const decisions = store.tags.decisions(label.name)
  if (score === undefined) {
    return ({ id: photoId }) => {
      const state = decisions.get(photoId)?.state
      return state !== undefined && state !== 'rejected'
    }
  }
  const scored = new Set(
    scorer.photos(await scorer.query(label), present, score).map(({ photoId }) => photoId),
  )
  return ({ id: photoId }) => {
    const state = decisions.get(photoId)?.state
    if (state === 'accepted' || state === 'imported') return true
    return state !== 'rejected' && scored.has(photoId)
  }
}

/** Days are those of the camera's clock. A photo without a capture time is in no date's album. */
function takenTest({ from, to }: { from?: string | undefined; to?: string | undefined }): Test {
  const first = from === undefined ? -Infinity : Date.parse(`${from}T00:00:00Z`)
  const last = to === undefined ? Infinity : Date.parse(`${to}T23:59:59.999Z`)
  return ({ captured, time }) => captured === 1 && time >= first && time <= last
}
