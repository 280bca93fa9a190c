import { checkTag, writtenForm } from './item.ts'
import { renderBlock } from './layout.ts'
import { RDF, tagProperties } from './names.ts'
import { metaBlock, packet } from './packet.ts'
import type { EditedSidecar, ItemChanges } from './edit.ts'
import { descriptionBlock } from './render.ts'
import { selfCheck } from './selfCheck.ts'

const LAYOUT = { newLine: '\n', indent: '', unit: ' ' }
const NAMESPACE_GAP = '\n    '

/**
 * A new sidecar with nothing but tags, if any: UTF-8, in the form that exiv2 0.27.6, and so digiKam and
 * darktable, insist on (XMP.md section 2). BAD_INPUT for a tag that cannot be written.
 */
export function newSidecar(tags: readonly string[][], { allWords = false } = {}): EditedSidecar {
  const checked = tags.map(checkTag)
  const items: ItemChanges = {}
  const descriptions = tagProperties
    .filter(({ created }) => created && tags.length > 0)
    .map((property) => {
      const isFlat = property.separator === null && allWords
      const added = [...new Set(checked.flatMap((tag) => (isFlat ? tag : [writtenForm(tag, property)])))]
      items[property.key] = { added, removed: [] }
      const content = { property, prefix: property.prefix, declare: true, items: added }
      return descriptionBlock('rdf', 'rdf:about=""', NAMESPACE_GAP, [content])
    })
  const rdf = { open: `<rdf:RDF xmlns:rdf="${RDF}">`, children: descriptions, close: '</rdf:RDF>' }
  const bytes = packet(renderBlock(metaBlock(rdf), LAYOUT))
  const planned = Object.fromEntries(Object.entries(items).map(([key, { added }]) => [key, added]))
  selfCheck(bytes, planned, null)
  return { bytes, items, added: checked, removed: [], notices: [] }
}
