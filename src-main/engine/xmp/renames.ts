import { tagKey } from './item.ts'

/** A tag that went and the one that seems to be its new name. */
export interface Rename {
  from: string[]
  to: string[]
}

/** Pairs of a tag that went and one that came with the same last segment; where there are more of either, nobody can tell. */
export function renamesAmong(gone: readonly string[][], come: readonly string[][]): Rename[] {
  const leaf = (tag: readonly string[]): string => tagKey(tag.slice(-1)).toLowerCase()
  const arrivals = Map.groupBy(come, leaf)
  return [...Map.groupBy(gone, leaf)].flatMap(([word, departures]) => {
    const candidates = arrivals.get(word) ?? []
    return departures.length === 1 && candidates.length === 1
      ? [{ from: departures[0]!, to: candidates[0]! }]
      : []
  })
}
