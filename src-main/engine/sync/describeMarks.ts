import { colourOf, flagOf } from '../../../src-shared/marks.ts'
import type { Marking } from '../../../src-shared/schemas/marks.ts'
import type { SidecarChange } from '../../../src-shared/schemas/sidecar.ts'
import { markTitles } from '../tagging/markTitles.ts'
import type { ItemChanges } from '../xmp/edit.ts'
import { labelColour } from '../xmp/labelColour.ts'
import { shownMarks } from './marks.ts'
import type { PhotoSync } from './planPhoto.ts'

/** Stars, flags and colours that a sync changes, in words; undefined where it changes none. */
export function describeMarks({
  plan,
  known,
  marks,
}: Pick<PhotoSync, 'plan' | 'known' | 'marks'>): SidecarChange['marks'] {
  const before = shownMarks(known.here, known.inside)
  const after = shownMarks(marks().here, known.inside)
  const words = {
    added: written(plan.items, 'added'),
    removed: written(plan.items, 'removed'),
    taken: markTitles({
      ...(after.rating !== before.rating && { rating: after.rating }),
      ...(after.flag !== before.flag && { flag: flagOf(after.flag) ?? 'none' }),
      ...(after.colour !== before.colour && { colour: colourOf(after.colour) ?? 'none' }),
    }),
  }
  return Object.values(words).flat().length > 0 ? words : undefined
}

function written(items: ItemChanges, side: 'added' | 'removed'): string[] {
  const [stars] = items['xmp:Rating']?.[side] ?? []
  const [label] = items['xmp:Label']?.[side] ?? []
  const rating: Marking =
    stars === undefined ? {} : Number(stars) < 0 ? { flag: 'rejected' } : { rating: Number(stars) }
  const colour = colourOf(labelColour(label) ?? 0)
  return markTitles({ ...rating, ...(colour && { colour }) })
}
