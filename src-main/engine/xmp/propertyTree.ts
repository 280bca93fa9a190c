import type { XmpDocument } from './document.ts'
import { isAbout } from './insert.ts'
import { isProperty, isRdf, tagProperties } from './names.ts'
import { AUTO_TAGS } from './provenance.ts'
import { elementsOf } from './tree.ts'
import type { Name, XmlAttribute, XmlElement } from './tree.ts'

type Property = Pick<Name, 'local' | 'uri'>

/**
 * All that a sidecar says except the five tag lists, our own property, and some others, as nested lists to compare: prefixes, white space between
 * elements, comments, and the division into several Descriptions of one subject make no difference.
 */
export function propertyTree({ rdf }: XmpDocument, except: readonly Property[] = []): unknown[] {
  const isTags = (name: Name): boolean =>
    [...tagProperties, AUTO_TAGS, ...except].some((property) => isProperty(name, property))
  const subjects = new Map<string, unknown[]>()
  for (const element of elementsOf(rdf)) {
    const isDescription = isRdf(element, 'Description')
    const naming = element.attributes.filter(isSubject)
    const subject = isDescription
      ? naming.map(({ local, value }) => `${local}=${value}`).join(' ')
      : 'no Description'
    const attributes = element.attributes.filter((attribute) => !isSubject(attribute) && !isTags(attribute))
    const properties = isDescription
      ? [
          ...pairs(attributes),
          ...elementsOf(element)
            .filter((child) => !isTags(child))
            .map(meaning),
        ]
      : [meaning(element)]
    if (properties.length > 0) subjects.set(subject, [...(subjects.get(subject) ?? []), ...properties])
  }
  return [...subjects]
}

function meaning(element: XmlElement): unknown[] {
  const hasElements = elementsOf(element).length > 0
  const children = element.children.flatMap((child): unknown[] => {
    if (child.kind === 'element') return [meaning(child)]
    return hasElements && child.value.trim() === '' ? [] : [child.value]
  })
  return [expanded(element), pairs(element.attributes), children]
}

function pairs(attributes: readonly XmlAttribute[]): [string, string][] {
  return attributes.map((attribute) => [expanded(attribute), attribute.value])
}

function expanded({ uri, local }: Name): string {
  return `${uri} ${local}`
}

function isSubject(attribute: XmlAttribute): boolean {
  return isAbout(attribute) || isRdf(attribute, 'nodeID', 'ID')
}
