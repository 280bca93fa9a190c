import { isProperty, isRdf } from './names.ts'
import type { TagProperty } from './names.ts'
import { elementsOf, textOf } from './tree.ts'
import type { XmlAttribute, XmlElement } from './tree.ts'

/**
 * One place where a property stands. `opaque` is RDF that we do not understand (a reference, a structure):
 * it has no items and is never edited.
 */
export type Occurrence =
  | {
      form: 'container'
      element: XmlElement
      container: XmlElement
      items: { text: string; element: XmlElement }[]
    }
  | { form: 'text'; element: XmlElement; items: { text: string }[] }
  | { form: 'attribute'; description: XmlElement; attribute: XmlAttribute; items: { text: string }[] }
  | { form: 'opaque'; element: XmlElement; items: [] }

/** All places of a property, in the order of the file. XMP wants one; some programs write more. */
export function findProperty(
  descriptions: readonly XmlElement[],
  property: Pick<TagProperty, 'local' | 'uri'>,
): Occurrence[] {
  return descriptions.flatMap((description) => [
    ...description.attributes
      .filter((attribute) => isProperty(attribute, property))
      .map((attribute): Occurrence => {
        return { form: 'attribute', description, attribute, items: itemOf(attribute.value) }
      }),
    ...elementsOf(description)
      .filter((element) => isProperty(element, property))
      .map(toOccurrence),
  ])
}

/** The texts of a property's items over all its places. */
export function itemTexts(occurrences: readonly Occurrence[]): string[] {
  return occurrences.flatMap((occurrence) => occurrence.items.map((item) => item.text))
}

function toOccurrence(element: XmlElement): Occurrence {
  const [container, ...more] = elementsOf(element)
  if (element.attributes.some((attribute) => isRdf(attribute, 'resource', 'nodeID', 'parseType')))
    return { form: 'opaque', element, items: [] }
  if (container === undefined) return { form: 'text', element, items: itemOf(textOf(element)) }
  const children = elementsOf(container)
  const isList = isRdf(container, 'Bag', 'Seq', 'Alt') && children.every((child) => isRdf(child, 'li'))
  if (!isList || more.length > 0 || textOf(element).trim() !== '')
    return { form: 'opaque', element, items: [] }
  return {
    form: 'container',
    element,
    container,
    items: children.map((li) => ({ text: liText(li), element: li })),
  }
}

/** Text without a container is one item, and white space is none. */
function itemOf(text: string): { text: string }[] {
  return text.trim() === '' ? [] : [{ text }]
}

/** The value of a list item; one with qualifiers keeps it in rdf:value. */
function liText(li: XmlElement): string {
  const parts = elementsOf(li)
  if (parts.length === 0) return textOf(li)
  const value = [...parts, ...parts.flatMap(elementsOf)].find((part) => isRdf(part, 'value'))
  return value ? textOf(value) : ''
}
