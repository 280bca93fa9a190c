import { z } from 'zod'
import { addedTokens, splitter } from './addedTokens.ts'
import { mergePairs } from './bytePairs.ts'
import { lowerCase } from './lowerCase.ts'
import { pairsByRank, rankByList } from './pairRank.ts'
import type { Tokenizer, TokenizerOptions } from './tokenizer.ts'
import { checked, idsIn, needed, specialToken } from './tokenizerFile.ts'
import { readable, towerIds } from './towerIds.ts'
import type { ParsedVocabulary, Vocabulary } from './vocabulary.ts'

const FAMILY = 'CLIP'
const LENGTH = 77
const END_OF_WORD = '</w>'
const WORDS = /'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\p{White_Space}\p{L}\p{N}]+/gu

const file = z.object({
  added_tokens: addedTokens,
  model: z.object({
    vocab: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
    merges: z.custom<unknown[]>((value) => Array.isArray(value)),
  }),
})
const config = z.object({
  bos_token: specialToken.default('<|startoftext|>'),
  eos_token: specialToken.default('<|endoftext|>'),
  pad_token: specialToken.default('<|endoftext|>'),
})

/** CLIP's vocabulary in a parsed tokenizer.json; SIGLIP2.md section 3.2. */
export function readClip(json: unknown): ParsedVocabulary {
  const { model, added_tokens } = checked(file, json, 'tokenizer.json', FAMILY)
  return {
    kind: 'clip',
    added: added_tokens.map(({ content }) => content),
    ids: idsIn(model.vocab),
    merges: pairsByRank(model.merges),
    characterMaps: [],
    scores: new Float64Array(),
    longest: 0,
  }
}

/**
 * The tokenizer of CLIP: NFC, lower case, words, byte-pair encoding of each word's UTF-8 bytes, a start mark.
 * `configJson` is a parsed tokenizer_config.json.
 */
export function clipTokenizer(
  vocabulary: Vocabulary,
  configJson: unknown,
  { length = LENGTH }: TokenizerOptions,
): Tokenizer {
  const { ids, merges } = vocabulary
  const marks = checked(config, configJson, 'tokenizer_config.json', FAMILY)
  const startMark = needed(ids, marks.bos_token)
  const frame = { length, endMark: needed(ids, marks.eos_token), padding: needed(ids, marks.pad_token) }
  for (const letter of byteLetters) {
    needed(ids, letter)
    needed(ids, letter + END_OF_WORD)
  }

  const added = new Set(vocabulary.added)
  const rank = rankByList(merges!)
  const split = splitter(added)

  const piecesOf = (word: string): string[] => {
    const letters = Array.from(Buffer.from(word), (byte) => byteLetters[byte]!)
    return mergePairs([...letters.slice(0, -1), letters.at(-1)! + END_OF_WORD], rank)
  }
  const idsOf = (text: string): number[] =>
    split(lowerCase(readable(text).normalize('NFC')))
      .flatMap((part) => (added.has(part) ? [part] : (part.match(WORDS) ?? []).flatMap(piecesOf)))
      .slice(0, length)
      .map((piece) => needed(ids, piece))
  const bytes = new Set(byteLetters.slice(0x80).flatMap((letter) => [letter, letter + END_OF_WORD]))
  return {
    length,
    encode: (text) => towerIds([startMark, ...idsOf(text)], frame),
    spelt(text) {
      const words = lowerCase(readable(text).normalize('NFC')).match(WORDS) ?? []
      const pieces = words.flatMap(piecesOf)
      const letters = pieces.reduce((sum, piece) => sum + piece.replace(END_OF_WORD, '').length, 0)
      return letters === 0 ? 0 : pieces.filter((piece) => bytes.has(piece)).length / letters
    },
  }
}

/** The letter that stands for each byte, so that pieces are readable text (GPT-2's table). */
const byteLetters = Array.from({ length: 256 }, (_, byte) => byte).map((byte, _, bytes) => {
  const isPrintable = (code: number): boolean =>
    (code > 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad)
  const others = bytes.filter((code) => !isPrintable(code))
  return String.fromCharCode(isPrintable(byte) ? byte : 256 + others.indexOf(byte))
})
