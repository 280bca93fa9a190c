import { LumitagError } from '../../../src-shared/errors.ts'
import { newSidecar } from './create.ts'
import { openDocument } from './document.ts'
import { writeLists } from './edit.ts'
import { decodeText } from './encoding.ts'
import { itemKey, parseItem } from './item.ts'
import { isRdf, tagProperties } from './names.ts'
import { metaBlock, packet } from './packet.ts'
import { renderBlock } from './layout.ts'
import { findProperty, itemTexts } from './property.ts'

/** What a photo carries inside, as the caller read it from the file. */
export interface EmbeddedData {
  /** the XMP packet, with or without its padding */
  xmp?: Uint8Array
  /** IPTC-IIM 2:25, decoded */
  iptcKeywords?: readonly string[]
}

const MAX_BYTES = 1024 * 1024
const EXTENDED = { local: 'HasExtendedXMP', uri: 'http://ns.adobe.com/xmp/note/' }
const SUBJECT = tagProperties[0]!

/**
 * The start of a new sidecar: a copy of the embedded packet with the IPTC keywords joined into dc:subject, since
 * digiKam and darktable look at nothing embedded once there is a sidecar. Null where nothing is embedded;
 * SEED_FAILED where it cannot be copied whole (over 1 MiB, extended XMP, unreadable).
 */
export function seedSidecar({ xmp, iptcKeywords = [] }: EmbeddedData): Uint8Array | null {
  const words = [...new Set(iptcKeywords.flatMap((word) => parseItem(word, null) ?? []))]
  try {
    if (xmp && xmp.length > 0) return joinWords(copyPacket(xmp), words)
    return words.length > 0 ? newSidecar(words.map((word) => [word])).bytes : null
  } catch (cause) {
    throw seedFailed(cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** The error for embedded data that cannot be copied. */
export function seedFailed(reason: string, cause?: unknown): LumitagError {
  const message = `The photo’s own metadata cannot be copied, and a sidecar without it would hide it from other programs. No sidecar was made. (${reason})`
  return new LumitagError('SEED_FAILED', message, { cause })
}

/** The packet's content in a wrapper of its own: UTF-8, without padding, always with x:xmpmeta. */
function copyPacket(xmp: Uint8Array): Uint8Array {
  if (xmp.length > MAX_BYTES) throw new Error('It is larger than 1 MiB.')
  const source = decodeText(xmp)
  const { root, descriptions } = openDocument({ ...source, text: source.text.replace(/\0+$/, '') })
  if (findProperty(descriptions, EXTENDED).length > 0) throw new Error('It is split into several parts.')
  const content = source.text.slice(root.start, root.end)
  const layout = { newLine: '\n', indent: '', unit: ' ' }
  return packet(isRdf(root, 'RDF') ? renderBlock(metaBlock(content), layout) : content)
}

function joinWords(bytes: Uint8Array, words: readonly string[]): Uint8Array {
  const document = openDocument(decodeText(bytes))
  const occurrences = findProperty(document.descriptions, SUBJECT)
  if (occurrences.some(({ form }) => form === 'opaque')) return bytes
  const present = new Set(itemTexts(occurrences).map((item) => itemKey(item, SUBJECT)))
  const append = words.filter((word) => !present.has(word))
  if (append.length === 0) return bytes
  return writeLists(document, [{ property: SUBJECT, occurrences, isDropped: () => false, append }])
}
