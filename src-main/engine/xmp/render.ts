import { escapeText } from './entities.ts'
import type { Block } from './layout.ts'
import type { TagProperty } from './names.ts'

/** A property to be written: the prefix it gets here, and whether that has to be declared. */
export interface NewProperty {
  property: Pick<TagProperty, 'local' | 'uri'> & { container?: TagProperty['container'] }
  prefix: string
  declare: boolean
  items: readonly string[]
  /** instead of items: a list of something else than texts */
  list?: Block
  /** instead of a list: one text */
  text?: string
}

/** A name with its prefix; without a colon where the namespace is the default one. */
export function qualified(prefix: string, local: string): string {
  return prefix === '' ? local : `${prefix}:${local}`
}

/** A list with its items. */
export function listBlock(rdfPrefix: string, container: string, items: readonly string[]): Block {
  const name = qualified(rdfPrefix, container)
  return { open: `<${name}>`, children: itemLines(qualified(rdfPrefix, 'li'), items), close: `</${name}>` }
}

/** One line per item. */
export function itemLines(name: string, items: readonly string[]): string[] {
  return items.map((item) => `<${name}>${escapeText(item)}</${name}>`)
}

/** A whole Description; `about` is its attribute as written elsewhere in the file, `gap` what comes before an xmlns. */
export function descriptionBlock(
  rdfPrefix: string,
  about: string,
  gap: string,
  properties: NewProperty[],
): Block {
  const name = qualified(rdfPrefix, 'Description')
  const quote = about.endsWith("'") ? "'" : '"'
  const declared = properties.filter(({ declare }) => declare)
  const xmlns = declared.map(
    ({ prefix, property }) => `${gap}xmlns:${prefix}=${quote}${property.uri}${quote}`,
  )
  return {
    open: `<${name}${about && ' '}${about}${xmlns.join('')}>`,
    children: properties.map((property) => propertyBlock(rdfPrefix, property)),
    close: `</${name}>`,
  }
}

function propertyBlock(rdfPrefix: string, { property, prefix, items, list, text }: NewProperty): Block {
  const name = qualified(prefix, property.local)
  if (text !== undefined) return `<${name}>${escapeText(text)}</${name}>`
  return {
    open: `<${name}>`,
    children: [list ?? listBlock(rdfPrefix, property.container ?? 'Bag', items)],
    close: `</${name}>`,
  }
}
