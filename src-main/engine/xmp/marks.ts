import type { XmpDocument } from './document.ts'
import { escapeText } from './entities.ts'
import { insertDescription } from './insert.ts'
import { colourLabel, labelColour } from './labelColour.ts'
import { markProperties, type MarkPropertyKey } from './names.ts'
import { choosePrefix } from './prefix.ts'
import { findProperty, itemTexts, type Occurrence } from './property.ts'
import { replaceRanges, type Replacement } from './ranges.ts'
import type { NewProperty } from './render.ts'
import { dropEmptied, removal } from './splice.ts'

/** What a sidecar says of a photo's stars and colour; null: nothing. */
export interface SidecarMarks {
  /** 0 to 5 stars, -1 rejected */
  rating: number | null
  /** the number of src-shared/marks.ts; 0 also for a label that is no colour that we have */
  colour: number | null
}

/** The texts of the two properties; null: not there. */
export type MarkTexts = Partial<Record<MarkPropertyKey, string | null>>

/** darktable's own, from 0 on in the order of our colours; it writes no xmp:Label. */
const COLOUR_LABELS = { local: 'colorlabels', uri: 'http://darktable.sf.net/' }
const [RATING, LABEL] = markProperties

export function readMarks({ descriptions }: XmpDocument): SidecarMarks {
  const ratings = findProperty(descriptions, RATING)
  const labels = findProperty(descriptions, LABEL)
  const [own] = itemTexts(findProperty(descriptions, COLOUR_LABELS))
  return {
    rating: ratings.length > 0 ? stars(itemTexts(ratings)[0]) : null,
    colour: labels.length > 0 ? (labelColour(itemTexts(labels)[0]) ?? 0) : own ? numbered(own) : null,
  }
}

/** Adobe's convention: -1 is rejected. What is no such number says nothing. */
function stars(text = '0'): number | null {
  const number = Math.round(Number(text))
  return number >= -1 && number <= 5 ? number : null
}

const numbered = (text: string): number | null => {
  const colour = Number(text) + 1
  return colourLabel(colour) === null ? null : colour
}

/** What the two properties shall say for these marks; one that says it already, be it in another language, is left out. */
export function markTexts(document: XmpDocument, marks: Partial<SidecarMarks>): MarkTexts {
  const present = readMarks(document)
  const texts: MarkTexts = {}
  const { rating, colour } = marks
  if (rating !== undefined && rating !== present.rating)
    texts['xmp:Rating'] = rating === null ? null : String(rating)
  if (colour !== undefined && (colour ?? 0) !== (present.colour ?? 0))
    texts['xmp:Label'] = colourLabel(colour ?? 0)
  return texts
}

/** Each property's text as it stands; undefined where it does not. */
export function presentTexts({ descriptions }: XmpDocument): Record<MarkPropertyKey, string | undefined> {
  const of = (property: (typeof markProperties)[number]): string | undefined =>
    itemTexts(findProperty(descriptions, property))[0]
  return { 'xmp:Rating': of(RATING), 'xmp:Label': of(LABEL) }
}

/** Whether a property is in a form that is not edited. */
export const isOpaqueMark = ({ descriptions }: XmpDocument, key: MarkPropertyKey): boolean =>
  findProperty(
    descriptions,
    markProperties.find((property) => property.key === key)!,
  ).some(({ form }) => form === 'opaque' || form === 'container')

/** The file's text with these texts and every other character as it was. */
export function spliceMarks(document: XmpDocument, texts: MarkTexts): string {
  const { source, descriptions } = document
  const edits: Replacement[] = []
  const created: NewProperty[] = []
  for (const property of markProperties) {
    const text = texts[property.key]
    if (text === undefined) continue
    const occurrences = findProperty(descriptions, property)
    for (const occurrence of occurrences) edits.push(change(source.text, occurrence, text))
    if (occurrences.length === 0 && text !== null)
      created.push({ property, ...choosePrefix(document, property), items: [], text })
  }
  // a prefix is declared once in a Description
  const declared = created.map((property, at) => ({ ...property, declare: property.declare && at === 0 }))
  const cleaned = dropEmptied(document, edits, created.length > 0)
  if (created.length > 0) cleaned.push(insertDescription(document, declared))
  return replaceRanges(source.text, cleaned)
}

function change(whole: string, occurrence: Occurrence, text: string | null): Replacement {
  const part = occurrence.form === 'attribute' ? occurrence.attribute : occurrence.element
  if (text === null) return removal(whole, part)
  if (occurrence.form === 'attribute') {
    // between the quotes: 'xmp:Rating = "3"'
    const [before] = /^[^"']*["']/.exec(whole.slice(part.start, part.end))!
    return { start: part.start + before.length, end: part.end - 1, text: escapeText(text) }
  }
  const { start, openEnd, closeStart, end, name } = occurrence.element
  if (openEnd < end) return { start: openEnd, end: closeStart, text: escapeText(text) }
  const open = whole.slice(start, openEnd).replace(/\s*\/>$/, '>')
  return { start, end, text: `${open}${escapeText(text)}</${name}>` }
}
