import type { XmpDocument } from './document.ts'
import { layoutAt, renderBlock, spaceBefore } from './layout.ts'
import type { Layout } from './layout.ts'
import { isRdf } from './names.ts'
import type { Replacement } from './ranges.ts'
import { descriptionBlock } from './render.ts'
import type { NewProperty } from './render.ts'
import type { XmlAttribute } from './tree.ts'

/** Whether an attribute says what a Description is about; old files write it without a prefix. */
export function isAbout(attribute: XmlAttribute): boolean {
  return isRdf(attribute, 'about') || attribute.name === 'about'
}

/** One new Description with the given properties, after the last one, about the same photo and laid out like it. */
export function insertDescription(document: XmpDocument, properties: NewProperty[]): Replacement {
  const { text } = document.source
  const last = document.descriptions.at(-1)
  if (!last) return fillEmpty(document, properties)
  const gap = spaceBefore(text, last.start)
  const description = renderDescription(document, properties, layoutAt(document, last.start))
  return { start: last.end, end: last.end, text: gap + description }
}

/** An rdf:RDF without any Description gets its first one. */
function fillEmpty(document: XmpDocument, properties: NewProperty[]): Replacement {
  const { source, rdf } = document
  const outer = layoutAt(document, rdf.start)
  const inner = { ...outer, indent: outer.newLine && outer.indent + outer.unit }
  const open = source.text.slice(rdf.start, rdf.openEnd).replace(/\s*\/>$/, '>')
  const content = source.text.slice(rdf.openEnd, rdf.closeStart).trimEnd()
  const description = inner.newLine + inner.indent + renderDescription(document, properties, inner)
  const close = `${outer.newLine}${outer.newLine && outer.indent}</${rdf.name}>`
  return { start: rdf.start, end: rdf.end, text: open + content + description + close }
}

function renderDescription(
  { source, rdf, descriptions }: XmpDocument,
  properties: NewProperty[],
  layout: Layout,
): string {
  const found = descriptions.at(-1)?.attributes.find(isAbout)
  const about = found ? source.text.slice(found.start, found.end) : rdf.prefix && `${rdf.prefix}:about=""`
  const gap = layout.newLine === '' ? ' ' : layout.newLine + layout.indent + layout.unit.repeat(2)
  return renderBlock(descriptionBlock(rdf.prefix, about, gap, properties), layout)
}
