import { foldSegment, mergeSpellings, tagKey } from './item.ts'

/** The tags of a sidecar as its properties tell them, before they are joined. */
export interface TagSources {
  /** one list of paths per property */
  paths: string[][][]
  /** dc:subject: words without a hierarchy */
  words: string[]
  isIgnored: (path: readonly string[]) => boolean
}

export interface JoinedTags {
  /** what the user tagged the photo with */
  tags: string[][]
  /** every path that stands there, also ignored and implied ones */
  paths: string[][]
}

/**
 * The union of all properties (XMP.md section 4). A path that only leads to a longer one, and a word that is part
 * of a path, are implied and not tags of their own, unless the app knows them (`known`).
 */
export function joinTags(
  { paths, words, isIgnored }: TagSources,
  known: readonly string[][] = [],
): JoinedTags {
  const segments = new Set(paths.flat(2).map(foldSegment))
  const loose = words.filter((word) => !segments.has(foldSegment(word)))
  const piped = loose
    .filter((word) => word.includes('|'))
    .map((word) => word.split('|').filter((part) => part !== ''))
  for (const segment of piped.flat()) segments.add(foldSegment(segment))
  const single = loose
    .filter((word) => !word.includes('|') && !segments.has(foldSegment(word)))
    .map((word) => [word])

  const knownKeys = new Set(known.map(tagKey))
  const spellings = new Map<string, string[]>()
  const own = new Set<string>()
  for (const source of [...paths, piped, single]) {
    const implied = new Set(source.flatMap(prefixKeys))
    for (const path of source) {
      const key = tagKey(path)
      const seen = spellings.get(key)
      spellings.set(key, seen ? seen.map((segment, at) => mergeSpellings(segment, path[at]!)) : path)
      if (!isIgnored(path) && (!implied.has(key) || knownKeys.has(key))) own.add(key)
    }
  }
  return { tags: [...own].map((key) => spellings.get(key)!), paths: [...spellings.values()] }
}

function prefixKeys(path: readonly string[]): string[] {
  return path.slice(1).map((_, at) => tagKey(path.slice(0, at + 1)))
}
