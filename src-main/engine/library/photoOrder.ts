import type { PhotoOrder } from '../../../src-shared/schemas/photo.ts'
import type { PresentRows } from '../store/presentPhotos.ts'
import type { PresentPhotos } from './present.ts'

/**
 * Some photos, given by position, in an order that the user chose; what is equal stays newest first. Numbers compare by
 * value, names as people count: "IMG_9" before "IMG_10".
 */
export function inOrder(
  positions: readonly number[],
  { by, descending }: PhotoOrder,
  photos: PresentPhotos,
  rows: PresentRows,
): number[] {
  const sign = descending ? -1 : 1
  if (by === 'name') {
    const names = sortNames(photos, rows)
    return positions.toSorted((a, b) => sign * compare(names[a]!, names[b]!) || a - b)
  }
  const keys = keysOf(by, photos)
  return positions.toSorted((a, b) => sign * (keys[a]! - keys[b]!) || a - b)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function keysOf(by: Exclude<PhotoOrder['by'], 'name'>, photos: PresentPhotos): ArrayLike<number> {
  switch (by) {
    case 'time':
      return photos.times
    // photos are numbered as they come
    case 'added':
      return photos.ids
    case 'size':
      return photos.bytes
    // what was rejected comes after what was not rated
    case 'rating':
      return photos.ratings.map((stars, at) => (photos.flags[at]! < 0 ? -1 : stars))
    case 'camera': {
      const alphabetical = photos.names
        .map((name, number) => ({ name: name?.toLowerCase() ?? '\uffff', number }))
        .sort((a, b) => compare(a.name, b.name))
      const rank = new Uint32Array(photos.names.length)
      alphabetical.forEach(({ number }, at) => (rank[number] = at))
      return photos.cameras.map((number) => rank[number]!)
    }
  }
}

/** Read once for each state of the library; the photos in memory have no names. */
const known = new WeakMap<Uint32Array, string[]>()

function sortNames(photos: PresentPhotos, rows: PresentRows): string[] {
  let names = known.get(photos.ids)
  if (!names) {
    names = new Array<string>(photos.count).fill('')
    for (const [id, path] of rows.paths()) {
      const position = photos.positionOf(id)
      if (position !== -1) names[position] = sortName(path)
    }
    known.set(photos.ids, names)
  }
  return names
}

/** Small letters, and numbers of one length, so that comparing characters is enough: a tenth of a collator's time. */
const sortName = (path: string): string =>
  path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replaceAll(/\d+/g, (digits) => digits.padStart(12, '0'))
