import { conditionsOf, type Rule } from '../../../src-shared/rules/tree.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Mask } from '../rules/masks.ts'
import type { ReadyRules } from '../rules/rules.ts'
import type { AlbumPhotos } from '../store/albums.ts'
import type { Store } from '../store/store.ts'

/** The positions of what was put into an album, in its order. */
export function photosByHand({ pinned }: AlbumPhotos, photos: PresentPhotos): number[] {
  return pinned.map(photos.positionOf).filter((position) => position !== -1)
}

/** What a rule found, with what was pinned and without what was excluded. */
export function overruled(holds: Mask, { pinned, excluded }: AlbumPhotos, photos: PresentPhotos): Mask {
  const mask = holds.slice()
  for (const [ids, value] of [
    [pinned, 1],
    [excluded, 0],
  ] as const)
    for (const id of ids) {
      const position = photos.positionOf(id)
      if (position !== -1) mask[position] = value
    }
  return mask
}

/** The photos of an album as a set, for rules that name it; none if it is gone. */
export function albumMask(id: number, photos: PresentPhotos, ask: ReadyRules, store: Store): Mask {
  const album = store.albums.get(id)
  const nothing = new Uint8Array(photos.count)
  if (!album) return nothing
  return overruled(album.rule ? ask(album.rule, photos).holds : nothing, store.albums.photos(id), photos)
}

/** The rules of these albums, and of those that they name. */
export function albumRules(ids: readonly number[], store: Store): Rule[] {
  const seen = new Set<number>()
  const collect = (id: number): Rule[] => {
    if (seen.has(id)) return []
    seen.add(id)
    const rule = store.albums.get(id)?.rule
    return rule ? [rule, ...conditionsOf(rule, 'album').flatMap(({ album }) => collect(Number(album)))] : []
  }
  return ids.flatMap(collect)
}
