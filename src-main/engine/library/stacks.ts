import { join } from 'node:path'
import type { PhotoDetails } from '../../../src-shared/schemas/photo.ts'
import { isRawName } from '../media/formats.ts'
import { exists } from '../media/thumbnail.ts'
import type { FullPhotoRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import type { PresentColumns } from './presentColumns.ts'

/*
 * A stack is one shot in several files: a camera's RAW and the picture that it wrote beside it (or that was developed from
 * it), and the few seconds of video of a Live Photo. They have one name in one folder, but for the ending. Nothing about
 * it is stored: names say it at any time.
 */

const VIDEO_ENDINGS = ['MOV', 'mov', 'MP4', 'mp4']

/** A path without its ending. */
export const stemOf = (path: string): string => path.slice(0, path.lastIndexOf('.'))

/**
 * Numbers the name of a photo without its ending, negative for camera RAW: 53 bits of a hash (cyrb53), so that of a million
 * photos no two that differ share one in one folder.
 */
export function stackNumber(path: string): number {
  const stem = stemOf(path.slice(path.lastIndexOf('/') + 1))
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < stem.length; i++) {
    const unit = stem.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  const number = 4294967296 * (2097151 & low) + (high >>> 0) || 1
  return isRawName(path) ? -number : number
}

/** Some photos as a grid shows them: RAW files are left out whose picture is among them. */
export interface Stacked {
  /** places in the given list of the photos that are shown */
  shown: number[]
  /** places in `shown` of those that stand for a RAW file, too */
  stacks: number[]
}

/** Which of these photos, given by position, a grid shows when stacks are one. */
export function stacked({ stackNumbers, folders }: PresentColumns, positions: readonly number[]): Stacked {
  const keyAt = (position: number): string => `${folders[position]} ${Math.abs(stackNumbers[position]!)}`
  const isRaw = (position: number): boolean => stackNumbers[position]! < 0
  const raws = new Set(positions.filter(isRaw).map(keyAt))
  const pictures = new Set<string>()
  if (raws.size > 0)
    for (const position of positions)
      if (!isRaw(position) && raws.has(keyAt(position))) pictures.add(keyAt(position))
  const shown: number[] = []
  const stacks: number[] = []
  positions.forEach((position, place) => {
    const isStack = pictures.size > 0 && pictures.has(keyAt(position))
    if (isStack && isRaw(position)) return
    if (isStack) stacks.push(shown.length)
    shown.push(place)
  })
  return { shown, stacks }
}

/** The other photos of a stack; none where all are of one kind. */
function othersOf(
  store: Store,
  { rootId, path }: { rootId: number; path: string },
): { id: number; path: string }[] {
  const isRaw = isRawName(path)
  return store.files.named(rootId, stemOf(path)).filter((other) => isRawName(other.path) !== isRaw)
}

/** The other files of a photo's stack, for people to reach. */
export async function stackOf(
  photo: FullPhotoRow,
  store: Store,
  isAway: boolean,
): Promise<PhotoDetails['stack']> {
  const others = othersOf(store, photo).map(({ id, path }) => ({
    id,
    location: join(photo.rootPath, path),
    kind: isRawName(path) ? ('raw' as const) : ('picture' as const),
  }))
  if (isAway || isRawName(photo.path)) return others
  for (const ending of VIDEO_ENDINGS) {
    const location = join(photo.rootPath, `${stemOf(photo.path)}.${ending}`)
    if (await exists(location)) return [...others, { id: null, location, kind: 'video' }]
  }
  return others
}

/**
 * These photos, and the RAW files that they stand for: what is decided about a picture holds for the whole shot. What is
 * decided about a RAW file holds for it alone.
 */
export function withStackedRaws(photoIds: readonly number[], store: Store): number[] {
  const all = new Set(photoIds)
  for (const id of photoIds) {
    const photo = store.photos.get(id)
    if (photo && !isRawName(photo.path)) for (const other of othersOf(store, photo)) all.add(other.id)
  }
  return [...all]
}
