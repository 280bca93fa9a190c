import type { XmpDocument } from './document.ts'
import { layoutAt, renderBlock, spaceBefore } from './layout.ts'
import type { Block } from './layout.ts'
import type { TagProperty } from './names.ts'
import { insertDescription, isAbout } from './insert.ts'
import { choosePrefix } from './prefix.ts'
import type { Occurrence } from './property.ts'
import { itemLines, listBlock, qualified } from './render.ts'
import type { NewProperty } from './render.ts'
import { replaceRanges } from './ranges.ts'
import type { Replacement } from './ranges.ts'
import type { XmlElement } from './tree.ts'

/** What is to happen to one property. Its new list is what is not dropped, then what is appended. */
export interface ListChange {
  property: TagProperty
  occurrences: Occurrence[]
  isDropped: (item: string) => boolean
  append: string[]
}

/** The file's text with only the changed items changed. */
export function spliceLists(document: XmpDocument, changes: readonly ListChange[]): string {
  const edits: Replacement[] = []
  const created: NewProperty[] = []
  for (const change of changes) {
    const { property, occurrences, isDropped, append } = change
    const last = occurrences.at(-1)
    for (const occurrence of occurrences)
      edits.push(
        ...editOccurrence(document, occurrence, occurrence === last ? change : { ...change, append: [] }),
      )
    if (append.length === 0 || (last && last.form !== 'attribute')) continue
    // an attribute holds one item only: it becomes a list among the new properties
    const moved = last ? last.items.map(({ text }) => text).filter((text) => !isDropped(text)) : []
    const named = { ...property, uri: last?.attribute.uri ?? property.uri }
    created.push({ property: named, ...choosePrefix(document, named), items: [...moved, ...append] })
  }
  const cleaned = dropEmptied(document, edits, created.length > 0)
  if (created.length > 0) cleaned.push(insertDescription(document, created))
  return replaceRanges(document.source.text, cleaned)
}

function editOccurrence(
  document: XmpDocument,
  occurrence: Occurrence,
  { property, isDropped, append }: ListChange,
): Replacement[] {
  const { text } = document.source
  const kept = occurrence.items.map((item) => item.text).filter((item) => !isDropped(item))
  if (occurrence.form === 'opaque' || (kept.length === occurrence.items.length && append.length === 0))
    return []
  if (occurrence.form === 'attribute') return [removal(text, occurrence.attribute)]
  const { element } = occurrence
  if (kept.length + append.length === 0) return [removal(text, element)]
  if (occurrence.form === 'text') {
    const list = listBlock(document.rdf.prefix, property.container, [...kept, ...append])
    return [refill(document, element, [list])]
  }
  const { container, items } = occurrence
  const lastItem = items.at(-1)?.element
  if (!lastItem) return [refill(document, container, itemLines(qualified(container.prefix, 'li'), append))]
  const gap = spaceBefore(text, lastItem.start)
  const added = itemLines(lastItem.name, append).map((line) => gap + line)
  const dropped = items.filter((item) => isDropped(item.text)).map((item) => removal(text, item.element))
  return [...dropped, { start: lastItem.end, end: lastItem.end, text: added.join('') }]
}

/** A part and the white space before it, the exact inverse of inserting it with that space. */
export function removal(text: string, { start, end }: { start: number; end: number }): Replacement {
  return { start: start - spaceBefore(text, start).length, end, text: '' }
}

/** An element's start tag with new content. */
export function refill(document: XmpDocument, element: XmlElement, children: Block[]): Replacement {
  const { start, openEnd, end, name } = element
  const open = document.source.text.slice(start, openEnd).replace(/\s*\/?>$/, '>')
  const block = { open, children, close: `</${name}>` }
  return { start, end, text: renderBlock(block, layoutAt(document, start)) }
}

/** A Description whose only content goes, goes with it; the last one stays, as a file without one is unusual. */
export function dropEmptied(document: XmpDocument, edits: Replacement[], oneIsAdded: boolean): Replacement[] {
  const { source, descriptions } = document
  const emptied = descriptions.filter((description) => {
    const inside = edits.filter(({ start, end }) => start >= description.start && end <= description.end)
    const attributes = description.attributes.filter(({ end }) => !inside.some((edit) => edit.end === end))
    const content = replaceRanges(
      source.text,
      inside.filter(({ start }) => start >= description.openEnd),
      description.openEnd,
      description.closeStart,
    )
    return inside.length > 0 && content.trim() === '' && attributes.every(isAbout)
  })
  if (emptied.length === descriptions.length && !oneIsAdded) emptied.shift()
  const outside = edits.filter(
    ({ start, end }) => !emptied.some((gone) => start >= gone.start && end <= gone.end),
  )
  return [...outside, ...emptied.map((gone) => removal(source.text, gone))]
}
