import type { XmpDocument } from './document.ts'
import { escapeText } from './entities.ts'
import { insertDescription } from './insert.ts'
import { writtenForm } from './item.ts'
import type { Block } from './layout.ts'
import { isProperty, isRdf } from './names.ts'
import { choosePrefix } from './prefix.ts'
import { replaceRanges } from './ranges.ts'
import { qualified } from './render.ts'
import { dropEmptied, refill, removal } from './splice.ts'
import { elementsOf } from './tree.ts'

/** Where a tag comes from that a label has set, suggested or been denied. */
export interface Provenance {
  tag: readonly string[]
  state: 'auto' | 'accepted' | 'rejected'
  /** raw sigmoid; null for models without one */
  score: number | null
  model: string | null
  /** hash of the label's prompts */
  labels: string | null
  /** milliseconds since 1970 */
  when: number
}

/** A Bag of structures, written as attributes; no other program is known to read or to drop it (XMP.md, appendix A). */
export const AUTO_TAGS = {
  key: 'lumitag:autoTags',
  prefix: 'lumitag',
  local: 'autoTags',
  uri: 'https://lumitag/ns/1.0/',
  container: 'Bag',
} as const

/** One entry as it compares: its attributes without their prefix. */
export function provenanceText(entry: Provenance): string {
  return attributesOf(entry, '')
}

/** The entries of a sidecar, in the form of provenanceText. */
export function readProvenance({ descriptions }: XmpDocument): string[] {
  return foundIn(descriptions)
    .flatMap(elementsOf)
    .flatMap(elementsOf)
    .filter((item) => isRdf(item, 'li'))
    .map((item) =>
      item.attributes
        .filter(({ uri }) => uri === AUTO_TAGS.uri)
        .map(({ local, value }) => attribute('', local, value))
        .join(' '),
    )
}

/** The file's text with these entries and no others; with none the property goes. */
export function spliceProvenance(document: XmpDocument, entries: readonly Provenance[]): string {
  const { source, rdf, descriptions } = document
  const found = foundIn(descriptions)
  // attributes cannot be in a namespace without a prefix
  const kept = entries.length > 0 ? found.find(({ prefix }) => prefix !== '') : undefined
  const edits = found.filter((element) => element !== kept).map((element) => removal(source.text, element))
  if (kept) edits.push(refill(document, kept, [listOf(entries, rdf.prefix, kept.prefix)]))
  const isNew = entries.length > 0 && !kept
  const cleaned = dropEmptied(document, edits, isNew)
  if (isNew) {
    const named = choosePrefix(document, AUTO_TAGS)
    const list = listOf(entries, rdf.prefix, named.prefix)
    cleaned.push(insertDescription(document, [{ property: AUTO_TAGS, ...named, items: [], list }]))
  }
  return replaceRanges(source.text, cleaned)
}

const foundIn = (descriptions: XmpDocument['descriptions']) =>
  descriptions.flatMap(elementsOf).filter((element) => isProperty(element, AUTO_TAGS))

function listOf(entries: readonly Provenance[], rdfPrefix: string, prefix: string): Block {
  const [bag, li] = [qualified(rdfPrefix, AUTO_TAGS.container), qualified(rdfPrefix, 'li')]
  const children = entries.map((entry) => `<${li} ${attributesOf(entry, `${prefix}:`)}/>`)
  return { open: `<${bag}>`, children, close: `</${bag}>` }
}

function attributesOf({ tag, score, model, labels, when, state }: Provenance, prefix: string): string {
  const values = {
    path: writtenForm(tag, { separator: '|' }),
    score: score === null ? null : String(Number(score.toFixed(4))),
    ...{ model, labels, when: new Date(when).toISOString(), state },
  }
  return Object.entries(values)
    .flatMap(([name, value]) => (value === null ? [] : [attribute(prefix, name, value)]))
    .join(' ')
}

const attribute = (prefix: string, name: string, value: string): string =>
  `${prefix}${name}="${escapeText(value).replaceAll('"', '&quot;')}"`
