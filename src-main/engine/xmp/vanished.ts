import { itemKey, writtenForm } from './item.ts'
import { tagProperties, type TagProperty } from './names.ts'
import type { TagLists } from './read.ts'

/** How a tag that both sides agreed on fares in the sidecar now. */
export interface Fate {
  /** its item is gone from a list of paths that is still there: certainly taken out */
  path: boolean
  /** its word is gone from dc:subject */
  wordGone: boolean
  /** every list that had it has it no more */
  everywhere: boolean
}

/**
 * Compares a tag's items with those at the last sync. A list of paths that is gone as a whole says nothing by itself:
 * programs drop properties that they do not know. dc:subject is known to all of them.
 */
export function fateOf(tag: readonly string[], base: TagLists, now: TagLists): Fate {
  const had = tagProperties.filter((property) => holds(base, property, tag))
  const gone = had.filter((property) => !holds(now, property, tag))
  return {
    path: gone.some(({ key, separator }) => separator !== null && now[key] !== undefined),
    wordGone: gone.some(({ separator }) => separator === null),
    everywhere: had.length > 0 && gone.length === had.length,
  }
}

/** Whether a property's list has the tag's item. */
export function holds(lists: TagLists, property: TagProperty, tag: readonly string[]): boolean {
  const wanted = itemKey(writtenForm(tag, property), property)
  return (lists[property.key] ?? []).some((item) => itemKey(item, property) === wanted)
}

/** Whether some list has an item of the tag that was not there before. */
export function isAdded(tag: readonly string[], base: TagLists, now: TagLists): boolean {
  const there = tagProperties.filter((property) => holds(now, property, tag))
  return there.length === 0 || there.some((property) => !holds(base, property, tag))
}

/** `lists` with the items of `tags` as `base` had them: what was held back is found missing again next time. */
export function keepItems(lists: TagLists, base: TagLists, tags: readonly string[][]): TagLists {
  const kept: TagLists = { ...lists }
  for (const property of tagProperties)
    for (const tag of tags)
      if (holds(base, property, tag) && !holds(kept, property, tag))
        kept[property.key] = [...(kept[property.key] ?? []), writtenForm(tag, property)]
  return kept
}
