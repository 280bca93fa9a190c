import { LumitagError } from '../../../src-shared/errors.ts'
import { decodeText } from './encoding.ts'
import type { EncodedText } from './encoding.ts'
import { isRdf, META, RDF } from './names.ts'
import type { Notice } from './notices.ts'
import { elementsOf, parseXml } from './tree.ts'
import type { XmlElement } from './tree.ts'

/** A sidecar taken apart: offsets of its elements are characters of `source.text`. */
export interface XmpDocument {
  source: EncodedText
  root: XmlElement
  rdf: XmlElement
  /** those that speak of the photo: the ones with rdf:nodeID or rdf:ID are parts of others */
  descriptions: XmlElement[]
  notices: Notice[]
}

/** Reads a sidecar's bytes. EMPTY, TOO_BIG, ENCODING, DTD, XML, LIMIT, or NOT_XMP where it is something else. */
export function parseXmp(bytes: Uint8Array): XmpDocument {
  return openDocument(decodeText(bytes))
}

/** The same for text that is decoded already. */
export function openDocument(source: EncodedText): XmpDocument {
  if (!/^\s*</.test(source.text) || /^[^]{0,200}?<!doctype\s+html/i.test(source.text)) throw notXmp()
  const root = parseXml(source.text, (element) => {
    const isMeta = element.uri === META && ['xmpmeta', 'xapmeta'].includes(element.local)
    if (!isMeta && !isRdf(element, 'RDF')) throw notXmp()
  })
  const [rdf, ...more] = isRdf(root, 'RDF') ? [root] : elementsOf(root).filter((child) => isRdf(child, 'RDF'))
  if (rdf === undefined || more.length > 0) throw notXmp()
  return {
    source,
    root,
    rdf,
    descriptions: elementsOf(rdf).filter((child) => isRdf(child, 'Description') && !isNamed(child)),
    notices: unusualForms(root, rdf),
  }
}

function isNamed(description: XmlElement): boolean {
  return description.attributes.some((attribute) => isRdf(attribute, 'nodeID', 'ID'))
}

/** exiv2, and so digiKam and darktable, see nothing in either form (measured with 0.27.6). */
function unusualForms(root: XmlElement, rdf: XmlElement): Notice[] {
  const notices: Notice[] = []
  if (root === rdf)
    notices.push({
      code: 'UNUSUAL_FORM',
      message: 'It has no x:xmpmeta element; some programs do not read that.',
    })
  if (rdf.prefix !== 'rdf')
    notices.push({
      code: 'UNUSUAL_FORM',
      message: `It writes "${rdf.prefix}:" for "rdf:" (${RDF}); some programs do not read that.`,
    })
  return notices
}

function notXmp(): LumitagError {
  return new LumitagError(
    'NOT_XMP',
    'The sidecar is not an XMP file, though it has the name of one. It was left alone.',
  )
}
