import { LumitagError } from '../../../../src-shared/errors.ts'
import type { NearestMarks } from '../../../../src-shared/schemas/why.ts'
import { dot } from '../../vectors/combine.ts'
import type { LabelDependencies } from '../labels.ts'
import { marksOf } from '../learning/marks.ts'

/** Photos that are shown of each answer. */
const MOST = 6

/** The photos most like one among those that were accepted and those that were rejected for a label. */
export function nearestMarks(
  { photoId, labelId }: { photoId: number; labelId: number },
  { store, scorer, scoring, present }: Pick<LabelDependencies, 'store' | 'scorer' | 'scoring' | 'present'>,
): NearestMarks {
  const label = store.labels.get(labelId)
  if (!label) throw new LumitagError('NOT_FOUND', 'There is no such label.')
  const photos = present()
  const position = photos.positionOf(photoId)
  if (position === -1) throw new LumitagError('NOT_FOUND', `There is no photo ${photoId} in the library.`)
  const rows = scorer.rowsOf(photos)
  const row = rows[position]!
  if (row === -1)
    throw new LumitagError(
      'NOT_FOUND',
      'This photo has not been indexed yet, so nothing can be compared with it.',
    )
  const { vectors } = scoring()
  const own = vectors.vector(row)
  const marks = marksOf(store.tagStates(label.name), photos, rows)
  const positionOf = new Map<number, number>()
  rows.forEach((other, at) => positionOf.set(other, at))
  const nearest = (some: readonly number[]): NearestMarks['accepted'] =>
    some
      .filter((other) => other !== row)
      .map((other) => ({ other, cosine: dot(own, vectors.vector(other)) }))
      .sort((a, b) => b.cosine - a.cosine)
      .slice(0, MOST)
      .map(({ other, cosine }) => {
        const at = positionOf.get(other)!
        return { id: photos.ids[at]!, version: photos.contentIds[at]!, cosine }
      })
  return { accepted: nearest(marks.accepted), rejected: nearest(marks.rejected) }
}
