import sharp from 'sharp'
import { decodableFormat, decodingError } from './preprocess/decodingErrors.ts'
import { readPhoto, usePhoto } from './photoBytes.ts'

/** What a photo's file carries that a new sidecar would hide from other programs (XMP.md section 2, "Seeding"). */
export interface EmbeddedMetadata {
  /** the XMP packet as it is */
  xmp?: Uint8Array
  iptcKeywords?: string[]
}

/** Reads the embedded XMP packet and IPTC keywords of a photo. */
export async function embeddedMetadata(file: string): Promise<EmbeddedMetadata> {
  const header = await usePhoto(readPhoto(file), (bytes) => {
    decodableFormat(bytes)
    return sharp(bytes)
      .metadata()
      .catch((error: unknown) => {
        throw decodingError(error)
      })
  })
  const keywords = header.iptc ? iptcKeywords(header.iptc) : []
  return {
    ...(header.xmp ? { xmp: header.xmp } : {}),
    ...(keywords.length > 0 ? { iptcKeywords: keywords } : {}),
  }
}

const MARKER = 0x1c
const KEYWORD = [2, 25]
const CHARACTER_SET = [1, 90]
/** ISO 2022 escape sequence that stands for UTF-8 */
const UTF8 = '\x1b%G'

/**
 * The keywords (dataset 2:25) of IPTC-IIM data, which may sit inside a Photoshop resource block. Without a declared
 * character set, what is valid UTF-8 is read as such, the rest as Latin-1.
 */
export function iptcKeywords(data: Uint8Array): string[] {
  const keywords: string[] = []
  let utf8Only = false
  for (let at = 0; at + 5 <= data.length;) {
    if (data[at] !== MARKER) {
      at++
      continue
    }
    const length = (data[at + 3]! << 8) | data[at + 4]!
    const value = data.subarray(at + 5, at + 5 + length)
    const isDataset = (pair: number[]): boolean => data[at + 1] === pair[0] && data[at + 2] === pair[1]
    if (length > 0x7fff || value.length < length || !(data[at + 1]! >= 1 && data[at + 1]! <= 9)) {
      at++
      continue
    }
    if (isDataset(CHARACTER_SET)) utf8Only = latin1.decode(value) === UTF8
    else if (isDataset(KEYWORD)) keywords.push(utf8Only ? utf8.decode(value) : decode(value))
    at += 5 + length
  }
  return keywords.map((word) => word.replaceAll('\0', '').trim()).filter(Boolean)
}

const utf8 = new TextDecoder('utf-8')
const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const latin1 = new TextDecoder('latin1')

function decode(value: Uint8Array): string {
  try {
    return strictUtf8.decode(value)
  } catch {
    return latin1.decode(value)
  }
}
