import { isDeepStrictEqual } from 'node:util'
import { parseXmp } from './document.ts'
import type { XmpDocument } from './document.ts'
import { encodeText } from './encoding.ts'
import { itemKey, writtenForm } from './item.ts'
import { isOpaqueMark, markTexts, presentTexts, spliceMarks, type SidecarMarks } from './marks.ts'
import type { MarkPropertyKey, TagPropertyKey } from './names.ts'
import type { Notice } from './notices.ts'
import { planLists } from './planLists.ts'
import type { TagEdit } from './planLists.ts'
import { AUTO_TAGS, provenanceText, readProvenance, spliceProvenance } from './provenance.ts'
import type { Provenance } from './provenance.ts'
import { itemTexts } from './property.ts'
import { opaqueProperties, readLists } from './read.ts'
import type { TagLists } from './read.ts'
import { selfCheck } from './selfCheck.ts'
import { spliceLists } from './splice.ts'
import type { ListChange } from './splice.ts'

/** Items that come and go, per changed property. */
export type ItemChanges = Partial<
  Record<TagPropertyKey | MarkPropertyKey | typeof AUTO_TAGS.key, { added: string[]; removed: string[] }>
>

export interface EditedSidecar {
  /** the very same bytes where nothing had to change */
  bytes: Uint8Array
  items: ItemChanges
  /** those of the asked-for tags that changed something */
  added: string[][]
  removed: string[][]
  notices: Notice[]
}

/**
 * A sidecar with tags and marks changed and every other byte as it was. BAD_INPUT for a tag that cannot be written,
 * SELF_CHECK, and all that parseXmp throws.
 */
export function editSidecar(bytes: Uint8Array, edit: TagEdit): EditedSidecar {
  const document = parseXmp(bytes)
  const changes = planLists(document, edit)
  const notices = [...document.notices, ...opaqueProperties(document)]
  const lists = changes.length > 0 ? writeLists(document, changes) : bytes
  const { bytes: told, items: own } = edit.provenance
    ? writeProvenance(lists, edit.provenance)
    : { bytes: lists, items: {} }
  const { bytes: result, items: marks } = edit.marks
    ? writeMarks(told, edit.marks)
    : { bytes: told, items: {} }
  if (result === bytes) return { bytes, items: {}, added: [], removed: [], notices }
  const has = (item: string, list: 'added' | 'removed', { property }: ListChange) =>
    items[property.key]![list].some((other) => itemKey(other, property) === itemKey(item, property))
  const items = itemChanges(changes)
  const changed = (tags: readonly string[][], list: 'added' | 'removed') =>
    tags.filter((tag) => changes.some((change) => has(writtenForm(tag, change.property), list, change)))
  return {
    bytes: result,
    items: { ...items, ...own, ...marks },
    added: changed(edit.add, 'added'),
    removed: changed(edit.remove, 'removed'),
    notices,
  }
}

/** The document's bytes with its lists changed, checked. */
export function writeLists(document: XmpDocument, changes: readonly ListChange[]): Uint8Array {
  const bytes = encodeText({ ...document.source, text: spliceLists(document, changes) })
  const planned: TagLists = readLists(document)
  for (const { property, occurrences, isDropped, append } of changes)
    planned[property.key] = [...itemTexts(occurrences).filter((item) => !isDropped(item)), ...append]
  selfCheck(bytes, planned, document)
  return bytes
}

/** The same with other words on where tags come from; the very same bytes where they say that already. */
function writeProvenance(
  bytes: Uint8Array,
  entries: readonly Provenance[],
): Pick<EditedSidecar, 'bytes' | 'items'> {
  const document = parseXmp(bytes)
  const now = readProvenance(document)
  const wanted = entries.map(provenanceText)
  if (isDeepStrictEqual(now, wanted)) return { bytes, items: {} }
  const result = encodeText({ ...document.source, text: spliceProvenance(document, entries) })
  selfCheck(result, readLists(document), document, wanted)
  const without = (texts: string[], others: string[]) => texts.filter((text) => !others.includes(text))
  return {
    bytes: result,
    items: { [AUTO_TAGS.key]: { added: without(wanted, now), removed: without(now, wanted) } },
  }
}

/** The same with other stars or another colour; the very same bytes where it says that already. */
function writeMarks(bytes: Uint8Array, marks: Partial<SidecarMarks>): Pick<EditedSidecar, 'bytes' | 'items'> {
  const document = parseXmp(bytes)
  const before = presentTexts(document)
  const texts = Object.fromEntries(
    Object.entries(markTexts(document, marks)).filter(
      ([key]) => !isOpaqueMark(document, key as MarkPropertyKey),
    ),
  ) as Partial<Record<MarkPropertyKey, string | null>>
  const keys = Object.keys(texts) as MarkPropertyKey[]
  if (keys.length === 0) return { bytes, items: {} }
  const result = encodeText({ ...document.source, text: spliceMarks(document, texts) })
  selfCheck(result, readLists(document), document, readProvenance(document), texts)
  const listed = (text: string | null | undefined): string[] => (text ? [text] : [])
  return {
    bytes: result,
    items: Object.fromEntries(
      keys.map((key) => [key, { added: listed(texts[key]), removed: listed(before[key]) }]),
    ),
  }
}

function itemChanges(changes: readonly ListChange[]): ItemChanges {
  return Object.fromEntries(
    changes.map(({ property, occurrences, isDropped, append }) => [
      property.key,
      { added: append, removed: itemTexts(occurrences).filter(isDropped) },
    ]),
  )
}
