import type { LabelScope } from '../../../src-shared/schemas/formula.ts'
import type { PresentPhotos } from '../library/present.ts'

const DAY_MS = 86_400_000

/** Rows by position, with -1, which nothing is compared with, for photos that a label is not about. */
export function rowsInScope(rows: Int32Array, scope: LabelScope | null, photos: PresentPhotos): Int32Array {
  if (!scope) return rows
  const isIn = scopeTest(scope, photos)
  return rows.map((row, position) => (isIn(position) ? row : -1))
}

/** Whether a label is about the photo at a position. Days are those of the camera's clock. */
function scopeTest(
  { roots, from, to, formats }: LabelScope,
  photos: PresentPhotos,
): (position: number) => boolean {
  const { folders, folderPlaces, types, names, times, captured } = photos
  const first = from === undefined ? -Infinity : Date.parse(`${from}T00:00:00Z`)
  const end = to === undefined ? Infinity : Date.parse(`${to}T00:00:00Z`) + DAY_MS
  const isDated = from !== undefined || to !== undefined
  const inRoots = roots && folderPlaces.map(({ rootId }) => roots.includes(rootId))
  const ofFormats = formats && names.map((name) => name !== null && formats.includes(name))
  return (position) =>
    (!inRoots || inRoots[folders[position]!]!) &&
    (!ofFormats || ofFormats[types[position]!]!) &&
    (!isDated || (captured[position] === 1 && times[position]! >= first && times[position]! < end))
}
