import { isRdf } from './names.ts'
import { findProperty, itemTexts } from './property.ts'
import { elementsOf, parseXml, textOf } from './tree.ts'
import type { XmlElement } from './tree.ts'

/*
 * Tags in forms that are read and never written: ACDSee's, the Metadata Working Group's, and the names of faces.
 */

const ACDSEE = { local: 'categories', uri: 'http://ns.acdsee.com/iptc/1.0/' }
const KEYWORDS = 'http://www.metadataworkinggroup.com/schemas/keywords/'
const REGIONS = 'http://www.metadataworkinggroup.com/schemas/regions/'
const PERSON_IN_IMAGE = { local: 'PersonInImage', uri: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/' }

/** Paths of acdsee:categories, an XML text inside the XML: <Category Assigned="1">name<Category …. */
export function acdseePaths(descriptions: readonly XmlElement[]): string[][] {
  return itemTexts(findProperty(descriptions, ACDSEE)).flatMap((text) => {
    try {
      return assigned(parseXml(text), [])
    } catch {
      return []
    }
  })
}

function assigned(category: XmlElement, parents: string[]): string[][] {
  const path = category.local === 'Category' ? [...parents, textOf(category).trim()] : parents
  const isSet = category.attributes.some(({ local, value }) => local === 'Assigned' && value === '1')
  return [...(isSet ? [path] : []), ...elementsOf(category).flatMap((child) => assigned(child, path))]
}

/** Paths of mwg-kw:Keywords: a Hierarchy of structures with Keyword, Applied and Children. */
export function workingGroupPaths(descriptions: readonly XmlElement[]): string[][] {
  return descriptions.flatMap(elementsOf).flatMap((element) => {
    if (element.uri !== KEYWORDS || element.local !== 'Keywords') return []
    return elementsOf(structureOf(element)).flatMap((hierarchy) => applied(hierarchy, []))
  })
}

function applied(list: XmlElement, parents: string[]): string[][] {
  const nodes = elementsOf(list).flatMap(elementsOf).map(structureOf)
  return nodes.flatMap((node) => {
    const path = [...parents, fieldOf(node, 'Keyword') ?? '']
    const children = elementsOf(node).filter(({ uri, local }) => uri === KEYWORDS && local === 'Children')
    const isSet = fieldOf(node, 'Applied')?.toLowerCase() === 'true'
    return [...(isSet ? [path] : []), ...children.flatMap((child) => applied(child, path))]
  })
}

/** A structure's fields stand in the element itself or in an rdf:Description inside it. */
function structureOf(element: XmlElement): XmlElement {
  return elementsOf(element).find((child) => isRdf(child, 'Description')) ?? element
}

function fieldOf(structure: XmlElement, local: string): string | undefined {
  const attribute = structure.attributes.find((field) => field.uri === KEYWORDS && field.local === local)
  const element = elementsOf(structure).find((field) => field.uri === KEYWORDS && field.local === local)
  return attribute?.value ?? (element && textOf(element).trim())
}

/** Names of the people that another program marked in the photo. */
export function personNames(rdf: XmlElement, descriptions: readonly XmlElement[]): Set<string> {
  const names = new Set(itemTexts(findProperty(descriptions, PERSON_IN_IMAGE)))
  const visit = (element: XmlElement): void => {
    const isName = (field: { uri: string; local: string }) => field.uri === REGIONS && field.local === 'Name'
    if (isName(element)) names.add(textOf(element).trim())
    for (const attribute of element.attributes.filter(isName)) names.add(attribute.value)
    elementsOf(element).forEach(visit)
  }
  visit(rdf)
  return names
}
