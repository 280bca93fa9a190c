import type { FoundFile } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import { within, type FolderContent, type LookedAt } from './readFolder.ts'

/** How folders differ from what the library knew of them. */
export interface Difference {
  added: number
  changed: number
  /** missing before, there again */
  returned: number
  /** ids of photos that were not found, in the folders or in folders inside that were not found: a number each */
  gone: number[]
}

/** One folder's comparison, in as many parts as its photos are looked at in. Each call is part of a transaction. */
export interface FolderComparison {
  take(part: LookedAt): void
  /** What was not found is only named: that it is really gone is for `confirmGone` to say. */
  finish(): void
}

/**
 * Takes over what a folder holds, and adds to `difference` how that differs from what was known. `away` are mount points
 * inside the root whose drives are not there.
 */
export function compareFolder(
  store: Store,
  rootId: number,
  { folder, names, folders, unreadable }: FolderContent,
  away: readonly string[],
  difference: Difference,
): FolderComparison {
  const before = store.files.countIn(rootId, folder)
  /** photos that the library thought to be there, and that were met with */
  let met = 0

  return {
    take(part) {
      for (const file of part.files) takeOver(file)
      for (const { path } of part.unreadable) if (isKnown(path)) met++
      for (const path of part.passedOver) {
        const known = store.files.find(rootId, path)
        if (!known || known.missing) continue
        difference.gone.push(known.id)
        met++
      }
    },
    finish() {
      if (met < before) {
        const there = new Set(names.map((name) => within(folder, name)))
        for (const { id, path } of store.files.inFolder(rootId, folder))
          if (!there.has(path)) difference.gone.push(id)
      }
      const there = new Set([...folders, ...unreadable.map(({ path }) => path), ...away])
      for (const inner of store.files.foldersIn(rootId, folder))
        if (!there.has(inner)) for (const id of notFoundBelow(inner)) difference.gone.push(id)
    },
  }

  function isKnown(path: string): boolean {
    return store.files.find(rootId, path)?.missing === 0
  }

  function takeOver(file: FoundFile): void {
    const known = store.files.find(rootId, file.path)
    if (!known) {
      store.photos.add(rootId, file)
      difference.added++
      return
    }
    if (!known.missing) met++
    if (known.bytes !== file.bytes || known.modifiedAt !== file.modifiedAt) {
      store.photos.changed(known.id, file)
      difference.changed++
    } else if (known.missing) {
      store.photos.setMissing(known.id, false)
      difference.returned++
    }
  }

  function notFoundBelow(inner: string): number[] {
    const ids = store.files.below(rootId, inner)
    const awayInside = away.filter((mount) => mount.startsWith(`${inner}/`))
    if (awayInside.length === 0) return ids
    return store.files
      .places(ids)
      .filter(({ path }) => !awayInside.some((mount) => path.startsWith(`${mount}/`)))
      .map(({ id }) => id)
  }
}
