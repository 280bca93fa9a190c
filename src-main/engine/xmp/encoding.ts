import { LumitagError } from '../../../src-shared/errors.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be'

/** A sidecar's characters, without the byte order mark, and what is needed to write them back the same way. */
export interface EncodedText {
  text: string
  encoding: Encoding
  byteOrderMark: boolean
}

const MAX_BYTES = 8 * 1024 * 1024
const MARK = '\ufeff'

/** Decodes UTF-8 (with or without mark) and UTF-16 with mark. EMPTY, TOO_BIG (over 8 MiB), ENCODING for all else. */
export function decodeText(bytes: Uint8Array): EncodedText {
  if (bytes.length === 0)
    throw new LumitagError(
      'EMPTY',
      'The sidecar is empty (0 bytes). Delete it or restore it, then try again.',
    )
  if (bytes.length > MAX_BYTES)
    throw new LumitagError('TOO_BIG', 'The sidecar is larger than 8 MiB. It was left alone.')
  const encoding = encodingOf(bytes)
  const marked = decode(bytes, encoding)
  const byteOrderMark = marked.startsWith(MARK)
  const text = byteOrderMark ? marked.slice(1) : marked
  refuseOtherDeclaration(text, encoding)
  return { text, encoding, byteOrderMark }
}

/** The exact inverse of decodeText. */
export function encodeText({ text, encoding, byteOrderMark }: EncodedText): Uint8Array {
  const marked = byteOrderMark ? MARK + text : text
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8')
  const little = Buffer.from(marked, 'utf16le')
  return encoding === 'utf-16le' ? little : little.swap16()
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // "<" beside a zero byte is UTF-16 or UTF-32 without a mark: to guess here would be to risk the file
  if (bytes[0] === 0 || bytes[1] === 0) throw notReadable('it has neither UTF-8 nor a byte order mark')
  return 'utf-8'
}

function decode(bytes: Uint8Array, encoding: Encoding): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw notReadable(`it is not ${encoding.toUpperCase()} throughout`)
  }
}

/** An XML declaration may only name the encoding that the bytes have: our additions would be garbled otherwise. */
function refuseOtherDeclaration(text: string, encoding: Encoding): void {
  const declared = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)/.exec(text)?.[1]?.toLowerCase()
  const allowed =
    encoding === 'utf-8' ? ['utf-8', 'utf8', 'us-ascii', 'ascii'] : ['utf-16', 'utf16', encoding]
  if (declared !== undefined && !allowed.includes(declared)) throw notReadable(`it declares "${declared}"`)
}

function notReadable(reason: string): LumitagError {
  return new LumitagError(
    'ENCODING',
    `The sidecar’s text cannot be decoded: ${reason}. Save it as UTF-8, then try again.`,
  )
}
