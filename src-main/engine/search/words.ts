import type { SearchWords } from '../../../src-shared/schemas/search.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'

/** The tags, cameras, lenses and file types that photos have. */
export function searchWords(store: Store, photos: PresentPhotos): SearchWords {
  const tags = new Set([...store.labels.all().map(({ name }) => name), ...store.tags.paths()])
  return {
    tags: [...tags].sort((a, b) => a.localeCompare(b)),
    cameras: counted(photos.cameras, photos.names),
    lenses: counted(photos.lenses, photos.names),
    types: counted(photos.types, photos.names),
  }
}

/** Names by how many photos have them, most first. */
function counted(numbers: Uint32Array, names: PresentPhotos['names']): { name: string; photos: number }[] {
  const photos = new Uint32Array(names.length)
  for (const number of numbers) photos[number]!++
  return names
    .flatMap((name, number) => (name && photos[number]! > 0 ? [{ name, photos: photos[number]! }] : []))
    .sort((a, b) => b.photos - a.photos || a.name.localeCompare(b.name))
}
