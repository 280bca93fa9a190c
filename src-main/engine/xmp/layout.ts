import type { XmpDocument } from './document.ts'
import { elementsOf } from './tree.ts'

/** How a file breaks its lines at some place; newLine is '' where all stands on one line. */
export interface Layout {
  newLine: string
  indent: string
  unit: string
}

/** Lines that enclose others, or one line. */
export type Block = string | { open: string; children: Block[]; close: string }

/** The white space that ends at an offset. */
export function spaceBefore(text: string, offset: number): string {
  let start = offset
  while (start > 0 && ' \t\r\n'.includes(text[start - 1]!)) start--
  return text.slice(start, offset)
}

/** The layout of what stands at an offset, with the document's own step of indentation. */
export function layoutAt(document: XmpDocument, offset: number): Layout {
  const { text } = document.source
  const space = lineOf(spaceBefore(text, offset))
  return { ...space, unit: indentUnit(document) }
}

/** A block as text; its first line is not indented, since the caller has placed it. */
export function renderBlock(block: Block, { newLine, indent, unit }: Layout): string {
  if (typeof block === 'string') return block
  const step = newLine === '' ? '' : indent + unit
  const children = block.children.map(
    (child) => newLine + step + renderBlock(child, { newLine, indent: step, unit }),
  )
  return block.open + children.join('') + newLine + (newLine === '' ? '' : indent) + block.close
}

/** The step from a Description to its first property, else from rdf:RDF to its Description, else one space. */
function indentUnit({ source: { text }, rdf, descriptions }: XmpDocument): string {
  const last = descriptions.at(-1)
  const indentOf = (offset: number) => lineOf(spaceBefore(text, offset)).indent
  const pairs = last
    ? [
        [last, elementsOf(last)[0]],
        [rdf, last],
      ]
    : []
  for (const [outer, inner] of pairs) {
    if (!outer || !inner) continue
    const [shorter, longer] = [indentOf(outer.start), indentOf(inner.start)]
    if (longer.length > shorter.length && longer.startsWith(shorter)) return longer.slice(shorter.length)
  }
  return ' '
}

function lineOf(space: string): { newLine: string; indent: string } {
  const found = /^[^]*?(\r\n|\n|\r)([ \t]*)$/.exec(space)
  return { newLine: found?.[1] ?? '', indent: found?.[2] ?? '' }
}
