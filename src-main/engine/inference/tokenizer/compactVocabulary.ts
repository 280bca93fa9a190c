import { createHash } from 'node:crypto'
import { z } from 'zod'
import { lookupIn, pieceTable, type PieceTable } from './pieceTable.ts'
import type { Lookup, ParsedVocabulary, Vocabulary } from './vocabulary.ts'

/*
 * A vocabulary as bytes (little-endian) that are used as they lie, without parsing: 16 bytes of name and version, the
 * SHA-256 of all that follows, the length of the head (8 bytes), the head (JSON), the arrays. Each part begins at a
 * multiple of eight, where any type of number may lie.
 */

const MAGIC = 'lumitag-vocab-1\n'
const HASH_AT = 16
const BODY_AT = 48
const HEAD_AT = 56

const size = z.object({ texts: z.int(), units: z.int() })
const head = z.object({
  /** SHA-256 of the tokenizer.json that this was made from */
  source: z.string(),
  kind: z.enum(['gemma', 'unigram', 'clip']),
  added: z.array(z.string()),
  characterMaps: z.array(z.string()),
  longest: z.int(),
  scores: z.int(),
  ids: size,
  merges: size.nullable(),
})
type Size = z.output<typeof size>

/** The vocabulary as bytes, with the SHA-256 of what it was made from. */
export function packVocabulary(vocabulary: ParsedVocabulary, source: string): Uint8Array<ArrayBuffer> {
  const { kind, added, characterMaps, longest, scores } = vocabulary
  const ids = pieceTable(vocabulary.ids)
  const merges = vocabulary.merges && pieceTable(vocabulary.merges)
  const sizeOf = ({ ends, units }: PieceTable): Size => ({ texts: ends.length, units: units.length })
  const about: z.input<typeof head> = {
    ...{ source, kind, added: [...added], characterMaps: [...characterMaps], longest },
    scores: scores.length,
    ids: sizeOf(ids),
    merges: merges && sizeOf(merges),
  }
  const headBytes = Buffer.from(JSON.stringify(about))
  const tables = merges ? [ids, merges] : [ids]
  const parts = [
    headBytes,
    new Uint8Array(scores.buffer),
    ...tables.flatMap(({ ends, numbers, units }) =>
      [ends, numbers, units].map((array) => new Uint8Array(array.buffer)),
    ),
  ]
  const bytes = Buffer.alloc(parts.reduce((end, part) => end + upToEight(part.length), HEAD_AT))
  bytes.write(MAGIC, 'latin1')
  bytes.writeUInt32LE(headBytes.length, BODY_AT)
  let at = HEAD_AT
  for (const part of parts) {
    bytes.set(part, at)
    at += upToEight(part.length)
  }
  bytes.set(hashOf(bytes), HASH_AT)
  return bytes
}

/**
 * The vocabulary in these bytes; undefined if they are torn, of another version, or made from a file whose SHA-256 does
 * not begin with `source`.
 */
export function unpackVocabulary(packed: Uint8Array<ArrayBuffer>, source: string): Vocabulary | undefined {
  // what another process sent lies anywhere
  const bytes = packed.byteOffset % 8 === 0 ? packed : new Uint8Array(packed)
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (buffer.length < HEAD_AT || buffer.toString('latin1', 0, HASH_AT) !== MAGIC) return undefined
  if (!hashOf(buffer).equals(buffer.subarray(HASH_AT, BODY_AT))) return undefined
  const headLength = buffer.readUInt32LE(BODY_AT)
  const { scores, ids, merges, ...rest } = head.parse(
    JSON.parse(buffer.toString('utf8', HEAD_AT, HEAD_AT + headLength)),
  )
  if (!rest.source.startsWith(source)) return undefined

  let at = bytes.byteOffset + HEAD_AT + upToEight(headLength)
  const take = (byteLength: number): [ArrayBuffer, number] => {
    const from = at
    at += upToEight(byteLength)
    return [bytes.buffer, from]
  }
  const table = ({ texts, units }: Size): Lookup =>
    lookupIn({
      ends: new Uint32Array(...take(texts * 4), texts),
      numbers: new Int32Array(...take(texts * 4), texts),
      units: new Uint16Array(...take(units * 2), units),
    })
  return {
    ...rest,
    scores: new Float64Array(...take(scores * 8), scores),
    ids: table(ids),
    merges: merges && table(merges),
  }
}

/** The SHA-256 of all but the name and itself. */
function hashOf(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes.subarray(BODY_AT)).digest()
}

const upToEight = (length: number): number => Math.ceil(length / 8) * 8
