import type { SearchWords } from '../../../src-shared/schemas/search.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'

/** The tags, cameras, lenses and file types that photos have. */
export function searchWords(store: Store, photos: PresentPhotos): SearchWords {
  return {
    tags: tagNames(store),
    cameras: namesIn('cameras', photos),
    lenses: namesIn('lenses', photos),
    types: namesIn('types', photos),
  }
}

/** Every tag in use, and every label. */
export function tagNames(store: Store): string[] {
  const tags = new Set([...store.labels.all().map(({ name }) => name), ...store.tags.paths()])
  return [...tags].sort((a, b) => a.localeCompare(b))
}

/** The names in a column by how many photos have them, most first. */
export function namesIn(
  column: 'cameras' | 'lenses' | 'types',
  present: PresentPhotos,
): { name: string; photos: number }[] {
  const { names } = present
  const photos = new Uint32Array(names.length)
  for (const number of present[column]) photos[number]!++
  return names
    .flatMap((name, number) => (name && photos[number]! > 0 ? [{ name, photos: photos[number]! }] : []))
    .sort((a, b) => b.photos - a.photos || a.name.localeCompare(b.name))
}
