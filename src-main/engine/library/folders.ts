import type { Folder } from '../../../src-shared/schemas/library.ts'
import type { PresentPhotos } from './present.ts'

export interface FolderPlace {
  rootId: number
  /** inside the root, "" for the root itself */
  folder: string
}

/** Numbers for folders, so that a photo's folder takes four bytes. A number is never given again. */
export interface FolderNumbers {
  /** by number */
  readonly places: readonly FolderPlace[]
  /** The number of the folder that a path inside a root lies in. */
  numberOf(rootId: number, path: string): number
}

export function createFolderNumbers(): FolderNumbers {
  const places: FolderPlace[] = []
  const numbers = new Map<string, number>()
  return {
    places,
    numberOf(rootId, path) {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
      const name = `${rootId}/${folder}`
      let number = numbers.get(name)
      if (number === undefined) {
        number = places.push({ rootId, folder }) - 1
        numbers.set(name, number)
      }
      return number
    },
  }
}

/** For each folder, by number, whether this is true of a photo in it. */
export function foldersWhere(
  places: readonly FolderPlace[],
  holds: (photo: { rootId: number; path: string }) => boolean,
): boolean[] {
  return places.map(({ rootId, folder }) => holds({ rootId, path: folder === '' ? 'x' : `${folder}/x` }))
}

/** Every folder that holds photos, itself or below it, with the photos of both. */
export function foldersWithTotals({ folders, folderPlaces }: PresentPhotos): Folder[] {
  const photos = new Uint32Array(folderPlaces.length)
  for (const number of folders) photos[number]!++
  const totals = new Map<string, Folder>()
  folderPlaces.forEach(({ rootId, folder }, number) => {
    const segments = folder === '' || photos[number] === 0 ? [] : folder.split('/')
    for (let depth = 1; depth <= segments.length; depth++) {
      const path = segments.slice(0, depth).join('/')
      const key = `${rootId}/${path}`
      const total = totals.get(key) ?? { rootId, path, name: segments[depth - 1]!, photos: 0 }
      total.photos += photos[number]!
      totals.set(key, total)
    }
  })
  return [...totals.values()].sort((a, b) => a.rootId - b.rootId || a.path.localeCompare(b.path))
}
