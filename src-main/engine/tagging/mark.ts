import { LumitagError } from '../../../src-shared/errors.ts'
import { colourNumber, flagNumber } from '../../../src-shared/marks.ts'
import type { Marking, MarkName } from '../../../src-shared/schemas/marks.ts'
import type { TagsChanged } from '../../../src-shared/schemas/tagging.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'
import type { MarkChange } from '../store/tagSteps.ts'
import { markTitles } from './markTitles.ts'

/** Gives photos stars, a flag or a colour, as one step: all of it, or nothing. NOT_FOUND where a photo is not there. */
export function mark(
  photoIds: readonly number[],
  marking: Marking,
  { store, present, now }: { store: Store; present: () => PresentPhotos; now: () => number },
): TagsChanged {
  const { positionOf } = present()
  const absent = photoIds.find((id) => positionOf(id) === -1)
  if (absent !== undefined) throw new LumitagError('NOT_FOUND', `There is no photo ${absent} in the library.`)
  const wanted = valuesOf(marking)
  return store.transaction(() => {
    const changes = photoIds.flatMap((photoId) => {
      const known = store.marks.get(photoId)
      return wanted
        .filter(([name, after]) => known[name] !== after)
        .map(([name, after]): MarkChange => ({ photoId, mark: name, before: known[name], after }))
    })
    for (const { photoId, mark: name, after } of changes) store.marks.set(photoId, name, after)
    const step =
      changes.length > 0
        ? store.tagSteps.add({ title: markTitles(marking).join(', '), at: now(), labels: [] }, [], changes)
        : null
    return { step, photos: new Set(changes.map(({ photoId }) => photoId)).size }
  })
}

function valuesOf({ rating, flag, colour }: Marking): [name: MarkName, value: number | null][] {
  const values: [MarkName, number | null | undefined][] = [
    ['rating', rating],
    ['flag', flag && flagNumber(flag)],
    ['colour', colour && colourNumber(colour)],
  ]
  return values.filter((entry): entry is [MarkName, number | null] => entry[1] !== undefined)
}
