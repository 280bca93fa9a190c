import { invalidTokenizer } from './invalidTokenizer.ts'

/** Replaces characters and sequences of them by others. */
export type CharacterMap = (text: string) => string

/**
 * Reads SentencePiece's `precompiled_charsmap` (Unicode's NFKC with changes of its own), base64: the size of a trie
 * over UTF-8 bytes (a "darts-clone" double array of 32-bit units), the trie, then replacements that end with a zero
 * byte. At each place the longest sequence that the trie knows is replaced.
 */
export function readCharacterMap(base64: string): CharacterMap {
  const bytes = Buffer.from(base64, 'base64')
  const trieBytes = bytes.length < 4 ? -1 : bytes.readUInt32LE(0)
  if (trieBytes < 4 || trieBytes % 4 !== 0 || 4 + trieBytes > bytes.length)
    throw invalidTokenizer('its precompiled_charsmap is cut off')
  const trie = Uint32Array.from({ length: trieBytes / 4 }, (_, i) => bytes.readUInt32LE(4 + i * 4))
  const replacements = bytes.subarray(4 + trieBytes)

  return (text) => {
    const from = Buffer.from(text)
    const to: Buffer[] = []
    let at = 0
    while (at < from.length) {
      const match = longestMatch(trie, from, at)
      if (match) {
        to.push(replacements.subarray(match.replacement, replacements.indexOf(0, match.replacement)))
        at = match.end
      } else {
        const end = at + characterLength(from[at]!)
        to.push(from.subarray(at, end))
        at = end
      }
    }
    return Buffer.concat(to).toString('utf8')
  }
}

/** Where the longest known sequence from `start` on ends, and where its replacement begins. */
function longestMatch(
  trie: Uint32Array,
  text: Buffer,
  start: number,
): { end: number; replacement: number } | undefined {
  let node = offset(trie[0]!)
  let match: { end: number; replacement: number } | undefined
  for (let at = start; at < text.length; at++) {
    node ^= text[at]!
    const unit = trie[node] ?? 0
    // the lowest byte of a unit is its label; the highest bit marks leaves, which have none
    if ((unit & 0x800000ff) >>> 0 !== text[at]!) break
    node ^= offset(unit)
    if ((unit >>> 8) & 1) match = { end: at + 1, replacement: trie[node]! & 0x7fffffff }
  }
  return match
}

function offset(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6)
}

/** Of a UTF-8 character by its first byte. */
function characterLength(byte: number): number {
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}
