import { tokenize, xmlError } from './tokenizer.ts'
import type { AttributeToken, Token } from './tokenizer.ts'

/** A name with its namespace: uri is '' where there is none. */
export interface Name {
  name: string
  prefix: string
  local: string
  uri: string
}

export interface XmlAttribute extends Name {
  value: string
  start: number
  end: number
}

export interface XmlText {
  kind: 'text'
  value: string
}

/**
 * Offsets are characters of the text: the start tag is [start, openEnd), the end tag [closeStart, end).
 * In <a/> openEnd, closeStart and end are the same. xmlns attributes are in `declared`, not in `attributes`.
 */
export interface XmlElement extends Name {
  kind: 'element'
  attributes: XmlAttribute[]
  declared: ReadonlyMap<string, string>
  parent: XmlElement | null
  children: (XmlElement | XmlText)[]
  start: number
  openEnd: number
  closeStart: number
  end: number
}

const NOTHING_DECLARED: ReadonlyMap<string, string> = new Map()
const MAX_ELEMENTS = 500_000
const MAX_DEPTH = 64
/** what may not stand before or after the colon of a name (Namespaces in XML, production 4) */
const NO_PART_OF_A_NAME = /^$|:|^[-.0-9\u00b7\u0300-\u036f\u203f\u2040]/
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'

/**
 * The root element of an XML text. XML, DTD or LIMIT. `checkRoot` sees the root's start tag before anything
 * behind it is read, so that a web page is refused for what it is and not for its first unclosed tag.
 */
export function parseXml(text: string, checkRoot: (root: XmlElement) => void = () => {}): XmlElement {
  let root: XmlElement | null = null
  let current: XmlElement | null = null
  let elements = 0
  let depth = 0
  for (const token of tokenize(text)) {
    if (token.kind === 'text') {
      if (current) current.children.push({ kind: 'text', value: token.value })
      else if (/[^ \t\r\n]/.test(text.slice(token.start, token.end)))
        throw xmlError(text, token.start, 'text outside the outermost element')
    } else if (token.kind === 'close') {
      if (current?.name !== token.name)
        throw xmlError(text, token.start, `an end tag </${token.name}> too many`)
      current.closeStart = token.start
      current.end = token.end
      current = current.parent
      depth--
    } else {
      if (root && !current) throw xmlError(text, token.start, 'a second outermost element')
      if (++elements > MAX_ELEMENTS) throw xmlError(text, token.start, 'more than 500,000 elements', 'LIMIT')
      if (depth >= MAX_DEPTH) throw xmlError(text, token.start, 'more than 64 levels', 'LIMIT')
      const element = toElement(text, token, current)
      current?.children.push(element)
      if (!root) checkRoot((root = element))
      if (!token.empty) {
        current = element
        depth++
      }
    }
  }
  if (current) throw xmlError(text, text.length, `the end tag </${current.name}> is missing`)
  return root ?? fail(text)
}

/** The element children, in order. */
export function elementsOf(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => child.kind === 'element')
}

/** The element's own characters, without those of its children. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (child.kind === 'text' ? child.value : '')).join('')
}

/** The namespace that a prefix has at an element; undefined if it has none. */
export function lookupPrefix(element: XmlElement | null, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE
  for (let at = element; at; at = at.parent) {
    const uri = at.declared.get(prefix)
    if (uri !== undefined) return uri
  }
  return prefix === '' ? '' : undefined
}

function toElement(text: string, token: Token & { kind: 'open' }, parent: XmlElement | null): XmlElement {
  const { name, start, end } = token
  const declarations = token.attributes.filter(isDeclaration)
  const plain =
    declarations.length > 0 ? token.attributes.filter((other) => !isDeclaration(other)) : token.attributes
  const element: XmlElement = {
    kind: 'element',
    name,
    prefix: '',
    local: '',
    uri: '',
    attributes: [],
    declared: declarations.length > 0 ? declare(text, declarations) : NOTHING_DECLARED,
    parent,
    children: [],
    start,
    openEnd: end,
    closeStart: end,
    end,
  }
  // names are resolved with what the element itself declares
  Object.assign(element, resolveName(text, start, name, element, true))
  element.attributes = plain.map(({ name, value, start, end }) => {
    return { ...resolveName(text, start, name, element, false), value, start, end }
  })
  const names = new Set(plain.length > 1 ? element.attributes.map(({ uri, local }) => `${uri} ${local}`) : [])
  if (plain.length > 1 && names.size < plain.length)
    throw xmlError(text, start, `an attribute twice in <${name}>`)
  return element
}

function isDeclaration({ name }: AttributeToken): boolean {
  return name === 'xmlns' || name.startsWith('xmlns:')
}

function declare(text: string, declarations: readonly AttributeToken[]): Map<string, string> {
  const declared = new Map<string, string>()
  for (const { name, value, start } of declarations) {
    const prefix = name.slice('xmlns:'.length)
    if (name !== 'xmlns' && NO_PART_OF_A_NAME.test(prefix))
      throw xmlError(text, start, `"${name}" is no prefix`)
    if (declared.has(prefix)) throw xmlError(text, start, `"${name}" twice`)
    declared.set(prefix, value)
  }
  return declared
}

/** Attributes without a prefix are in no namespace; elements without one are in the default namespace. */
function resolveName(text: string, at: number, name: string, scope: XmlElement, isElement: boolean): Name {
  const colon = name.indexOf(':')
  const prefix = colon < 0 ? '' : name.slice(0, colon)
  const local = name.slice(colon + 1)
  if (colon === 0 || local === '' || local.includes(':'))
    throw xmlError(text, at, `a misplaced colon in ${name}`)
  if (prefix === '' && !isElement) return { name, prefix, local, uri: '' }
  const uri = lookupPrefix(scope, prefix)
  if (uri === undefined || (prefix !== '' && uri === ''))
    throw xmlError(text, at, `the undeclared prefix ${prefix}`)
  return { name, prefix, local, uri }
}

function fail(text: string): never {
  throw xmlError(text, text.length, 'there is no element in it')
}
