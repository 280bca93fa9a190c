import type { XmpDocument } from './document.ts'
import { checkTag, itemKey, tagKey, writtenForm } from './item.ts'
import { tagProperties } from './names.ts'
import type { TagProperty } from './names.ts'
import type { SidecarMarks } from './marks.ts'
import { findProperty, itemTexts } from './property.ts'
import type { Provenance } from './provenance.ts'
import { readTags } from './read.ts'
import type { ListChange } from './splice.ts'

/** Tags to be in a sidecar and tags to be out of it, as segments. */
export interface TagEdit {
  add: readonly string[][]
  remove: readonly string[][]
  /** dc:subject gets each segment of a path, not only the last */
  allWords?: boolean
  /** what the sidecar shall say of where tags come from; undefined: what it says already */
  provenance?: readonly Provenance[]
  /** stars and colour that it shall say; null: that it shall say nothing of them */
  marks?: Partial<SidecarMarks>
}

/**
 * What an edit means for each property that it changes. A list that is there gets the added tags; one that has to
 * be made gets all tags of the sidecar, because programs read the first list they know and none of the others:
 * a short new list would hide the tags of a full old one. BAD_INPUT for a tag that cannot be written.
 */
export function planLists(document: XmpDocument, edit: TagEdit): ListChange[] {
  const add = edit.add.map(checkTag)
  const added = new Set(add.map(tagKey))
  const remove = edit.remove.map(checkTag).filter((tag) => !added.has(tagKey(tag)))
  const removed = new Set(remove.map(tagKey))
  const present = readTags(document)
  const staying = (tags: string[][]) => tags.filter((tag) => !removed.has(tagKey(tag)))
  const wordsOf = (tag: string[]): string[] => (edit.allWords ? tag : [tag.at(-1)!])
  const neededWords = new Set([...staying(present.paths), ...add].flatMap(wordsOf))
  const formsOf = (tag: string[], property: TagProperty): string[] =>
    property.separator === null ? wordsOf(tag) : [writtenForm(tag, property)]

  return tagProperties.flatMap((property) => {
    const occurrences = findProperty(document.descriptions, property)
    const isOpaque = occurrences.some(({ form }) => form === 'opaque')
    if (isOpaque || (occurrences.length === 0 && !property.created)) return []
    const items = itemTexts(occurrences)
    // the items of dc:subject are shared: a word stays while another tag needs it
    const gone = new Set(
      remove.flatMap((tag) => [
        ...formsOf(tag, property).filter((form) => property.separator !== null || !neededWords.has(form)),
        // paths in dc:subject are Capture One's
        ...(property.separator === null && tag.length > 1 ? [tag.join('|')] : []),
      ]),
    )
    const isDropped = (item: string) => gone.has(itemKey(item, property))
    const kept = new Set(items.filter((item) => !isDropped(item)).map((item) => itemKey(item, property)))
    const wanted = items.length > 0 || add.length === 0 ? add : [...staying(present.tags), ...add]
    const forms = new Set(wanted.flatMap((tag) => formsOf(tag, property)))
    const append = [...forms].filter((form) => !kept.has(itemKey(form, property)))
    if (append.length === 0 && !items.some(isDropped)) return []
    return [{ property, occurrences, isDropped, append }]
  })
}
