import type { TagFilter } from '../../../src-shared/schemas/tagFilter.ts'
import type { KnownTag, TagSummary } from '../../../src-shared/schemas/tagging.ts'
import { formatTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import { TAG_STATE } from '../store/tagStates.ts'
import type { Store } from '../store/store.ts'
import type { TaggingDependencies } from './decide.ts'

const COUNTED = ['accepted', 'automatic', 'imported', 'rejected'] as const

/** Decisions and suggestions of photos, counted by tag, in the order of paths. Tags that nobody decided on are left out. */
export async function summariseTags(
  photoIds: readonly number[],
  { store, scorer, readings, present }: TaggingDependencies,
): Promise<TagSummary[]> {
  const labels = store.labels.all()
  const queries = await scorer.queries(labels)
  const photos = present()
  const positions = photoIds.map(photos.positionOf).filter((position) => position !== -1)
  const byName = new Map(labels.map((label, index) => [label.name, { label, query: queries[index]! }]))
  const paths = new Set([...store.tags.paths(), ...byName.keys()])
  const summaries: TagSummary[] = []
  for (const path of paths) {
    const states = store.tagStates(path)
    const own = byName.get(path)
    const counts = { accepted: 0, automatic: 0, imported: 0, rejected: 0, suggested: 0 }
    const reading = own && readings.read(own.label, own.query, photos)
    for (const position of positions) {
      const state = states[photos.ids[position]!] ?? TAG_STATE.none
      if (state === TAG_STATE.none) {
        const value = reading?.values.at(position) ?? NaN
        if (reading && value >= reading.force.suggestion && value < reading.force.automatic)
          counts.suggested++
      } else for (const name of COUNTED) if (state === TAG_STATE[name]) counts[name]++
    }
    if (Object.values(counts).some((count) => count > 0))
      summaries.push({ path, labelId: own?.label.id ?? null, ...counts })
  }
  return summaries.sort((a, b) => a.path.localeCompare(b.path))
}

/** Every tag that photos have, every label, and what lies above them, by path; with a filter only tags that it finds. */
export function knownTags(store: Store, filter?: TagFilter): KnownTag[] {
  const counts = store.tags.counts(filter)
  const labels = new Map(store.labels.all().map(({ id, name }) => [name, id]))
  const paths = new Set<string>(counts.keys())
  for (const path of filter ? [] : [...counts.keys(), ...labels.keys()])
    parseTagPath(path).forEach((_, index, all) => paths.add(formatTagPath(all.slice(0, index + 1))))
  return [...paths]
    .sort((a, b) => a.localeCompare(b))
    .map((path) => ({ path, photos: counts.get(path) ?? 0, labelId: labels.get(path) ?? null }))
}
