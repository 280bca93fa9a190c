import { LumitagError } from '../../../src-shared/errors.ts'
import type { ErrorCode } from '../../../src-shared/errors.ts'
import { decodeReferences, FORBIDDEN_CHARACTER } from './entities.ts'

/** name as written, decoded value; start and end are character offsets, end is after the closing quote. */
export interface AttributeToken {
  name: string
  value: string
  start: number
  end: number
}

/** What can stand in an XML file, except comments and processing instructions, which are checked and passed over. */
export type Token =
  | { kind: 'open'; name: string; attributes: AttributeToken[]; empty: boolean; start: number; end: number }
  | { kind: 'close'; name: string; start: number; end: number }
  | { kind: 'text'; value: string; start: number; end: number }

/** A comment or a processing instruction. */
interface Passed {
  kind: 'passed'
  end: number
}

// XML 1.0 fifth edition, productions 4 and 4a
const NAME_START =
  ':A-Z_a-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}'
const NAME = `[${NAME_START}][${NAME_START}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*`
const OPEN = new RegExp(`<(${NAME})`, 'uy')
const ATTRIBUTE = new RegExp(`[ \\t\\r\\n]+(${NAME})[ \\t\\r\\n]*=[ \\t\\r\\n]*(["'])`, 'uy')
const OPEN_END = /[ \t\r\n]*(\/?)>/y
const CLOSE = new RegExp(`</(${NAME})[ \\t\\r\\n]*>`, 'uy')
const INSTRUCTION = new RegExp(`<\\?(${NAME})(?=[ \\t\\r\\n]|\\?>)`, 'uy')

/** The tokens of an XML text in order. XML where it is not well-formed; DTD where it has a document type. */
export function* tokenize(text: string): Generator<Token> {
  const forbidden = FORBIDDEN_CHARACTER.exec(text)
  if (forbidden) throw xmlError(text, forbidden.index, 'a character that XML forbids')
  let at = 0
  while (at < text.length) {
    const token = text[at] === '<' ? markup(text, at) : characters(text, at)
    if (token.kind !== 'passed') yield token
    at = token.end
  }
}

/** An XML error with the line it is on. */
export function xmlError(
  text: string,
  offset: number,
  problem: string,
  code: ErrorCode = 'XML',
): LumitagError {
  const line = text.slice(0, offset).split('\n').length
  const help = 'It was left alone. Repair it or delete it, then try again.'
  return new LumitagError(code, `The sidecar cannot be read: ${problem} (line ${line}). ${help}`)
}

function markup(text: string, start: number): Token | Passed {
  if (text.startsWith('</', start)) {
    const [whole, name = ''] = match(CLOSE, text, start) ?? fail(text, start, 'a broken end tag')
    return { kind: 'close', name, start, end: start + whole.length }
  }
  if (text.startsWith('<!--', start)) {
    const dashes = text.indexOf('--', start + 4)
    if (dashes < 0 || text[dashes + 2] !== '>') fail(text, start, 'a broken comment')
    return { kind: 'passed', end: dashes + 3 }
  }
  if (text.startsWith('<?', start)) {
    const [, name = ''] = match(INSTRUCTION, text, start) ?? fail(text, start, 'a broken instruction')
    const end = text.indexOf('?>', start)
    if (end < 0) fail(text, start, 'an unfinished instruction')
    if (name.toLowerCase() === 'xml' && start > 0)
      fail(text, start, 'an XML declaration that is not at the start')
    return { kind: 'passed', end: end + 2 }
  }
  if (text.startsWith('<![CDATA[', start)) {
    const end = text.indexOf(']]>', start)
    if (end < 0) fail(text, start, 'an unfinished CDATA section')
    return { kind: 'text', value: newLines(text.slice(start + 9, end)), start, end: end + 3 }
  }
  // a document type can define entities that grow without end or read other files
  if (/^<!doctype/i.test(text.slice(start, start + 9))) throw xmlError(text, start, 'it has a DTD', 'DTD')
  return openTag(text, start)
}

function openTag(text: string, start: number): Token {
  const [whole, name = ''] = match(OPEN, text, start) ?? fail(text, start, 'a broken tag')
  const attributes: AttributeToken[] = []
  let at = start + whole.length
  for (let found = match(ATTRIBUTE, text, at); found; found = match(ATTRIBUTE, text, at)) {
    const [matched, attribute = '', quote = ''] = found
    const valueStart = at + matched.length
    const valueEnd = text.indexOf(quote, valueStart)
    const raw = text.slice(valueStart, valueEnd)
    if (valueEnd < 0 || raw.includes('<')) fail(text, at, `an unfinished attribute ${attribute}`)
    const value =
      decodeReferences(newLines(raw).replace(/[\t\n]/g, ' ')) ?? fail(text, at, 'an unknown entity')
    attributes.push({ name: attribute, value, start: at + matched.search(/[^ \t\r\n]/), end: valueEnd + 1 })
    at = valueEnd + 1
  }
  const [close, slash] = match(OPEN_END, text, at) ?? fail(text, at, `a broken tag <${name}>`)
  return { kind: 'open', name, attributes, empty: slash === '/', start, end: at + close.length }
}

function characters(text: string, start: number): Token {
  const next = text.indexOf('<', start)
  const end = next < 0 ? text.length : next
  const raw = text.slice(start, end)
  if (raw.includes(']]>')) fail(text, start, '"]]>" in text')
  const value = decodeReferences(newLines(raw)) ?? fail(text, start, 'an unknown entity')
  return { kind: 'text', value, start, end }
}

/** XML reads every line end as "\n". */
function newLines(raw: string): string {
  return raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function fail(text: string, offset: number, problem: string): never {
  throw xmlError(text, offset, problem)
}
