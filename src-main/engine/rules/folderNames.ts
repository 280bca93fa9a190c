import { isAbsolute } from 'node:path'
import type { PresentPhotos } from '../library/present.ts'
import type { RootRow } from '../store/roots.ts'
import { maskWhere, type Mask } from './masks.ts'

/**
 * The photos in a folder or below it: a whole path, or names in a row anywhere in the path from the root's own name on
 * ("Holidays/2024"), in any case.
 */
export function inFolder(
  wanted: string,
  { folders, folderPlaces, count }: PresentPhotos,
  roots: readonly RootRow[],
): Mask {
  const isWhole = isAbsolute(wanted) || /^[a-z]:[\\/]/i.test(wanted)
  const names = fold(wanted)
  const paths = new Map(roots.map(({ id, path }) => [id, fold(path)]))
  const isIn = folderPlaces.map(({ rootId, folder }) => {
    const root = paths.get(rootId) ?? '/'
    const path = root + fold(folder).slice(1)
    return isWhole
      ? path.startsWith(names)
      : path.slice(root.lastIndexOf('/', root.length - 2)).includes(names)
  })
  return maskWhere(count, (position) => isIn[folders[position]!]!)
}

/** "/holidays/2024/": slashes at both ends, so that names are whole. */
function fold(path: string): string {
  const names = path.split(/[\\/]+/).filter((name) => name !== '')
  return names.length === 0 ? '/' : `/${names.join('/').normalize('NFC').toLowerCase()}/`
}
