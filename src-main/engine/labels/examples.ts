import { LumitagError } from '../../../src-shared/errors.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Scoring } from './scoring.ts'

/** What a label without words is made of, as contents. NOT_FOUND where a photo is not there or was not looked at. */
export function contentsOf(
  photoIds: readonly number[],
  photos: PresentPhotos,
  { vectors }: Pick<Scoring, 'vectors'>,
): number[] {
  const contents = photoIds.map((id) => {
    const position = photos.positionOf(id)
    if (position === -1) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
    const contentId = photos.contentIds[position]!
    if (vectors.rowOf(contentId) === undefined)
      throw new LumitagError(
        'NOT_FOUND',
        `Photo ${id} has not been indexed yet, so nothing can be compared with it.`,
      )
    return contentId
  })
  return [...new Set(contents)]
}
