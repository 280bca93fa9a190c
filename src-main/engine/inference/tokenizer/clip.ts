import { z } from 'zod'
import { addedTokens, splitter } from './addedTokens.ts'
import { mergePairs } from './bytePairs.ts'
import { lowerCase } from './lowerCase.ts'
import { rankByList } from './pairRank.ts'
import type { Tokenizer } from './tokenizer.ts'
import { checked, idsIn, needed, specialToken } from './tokenizerFile.ts'
import { readable, towerIds } from './towerIds.ts'

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

/**
 * The tokenizer of CLIP: NFC, lower case, words, byte-pair encoding of each word's UTF-8 bytes, a start mark. Takes a
 * parsed tokenizer.json and tokenizer_config.json; SIGLIP2.md section 3.2.
 */
export function clipTokenizer(fileJson: unknown, configJson: unknown, length = LENGTH): Tokenizer {
  const { model, added_tokens } = checked(file, fileJson, 'tokenizer.json', FAMILY)
  const marks = checked(config, configJson, 'tokenizer_config.json', FAMILY)
  const idOf = idsIn(model.vocab)
  const startMark = needed(idOf, marks.bos_token)
  const frame = { length, endMark: needed(idOf, marks.eos_token), padding: needed(idOf, marks.pad_token) }
  for (const letter of byteLetters) {
    needed(idOf, letter)
    needed(idOf, letter + END_OF_WORD)
  }

  const added = new Set(added_tokens.map(({ content }) => content))
  const rank = rankByList(model.merges)
  const split = splitter(added)

  const piecesOf = (word: string): string[] => {
    const letters = Array.from(Buffer.from(word), (byte) => byteLetters[byte]!)
    return mergePairs([...letters.slice(0, -1), letters.at(-1)! + END_OF_WORD], rank)
  }
  const idsOf = (text: string): number[] =>
    split(lowerCase(readable(text).normalize('NFC')))
      .flatMap((part) => (added.has(part) ? [part] : (part.match(WORDS) ?? []).flatMap(piecesOf)))
      .slice(0, length)
      .map((piece) => needed(idOf, piece))
  return { length, encode: (text) => towerIds([startMark, ...idsOf(text)], frame) }
}

/** The letter that stands for each byte, so that pieces are readable text (GPT-2's table). */
const byteLetters = Array.from({ length: 256 }, (_, byte) => byte).map((byte, _, bytes) => {
  const isPrintable = (code: number): boolean =>
    (code > 0x20 && code < 0x7f) || (code > 0xa0 && code !== 0xad)
  const others = bytes.filter((code) => !isPrintable(code))
  return String.fromCharCode(isPrintable(byte) ? byte : 256 + others.indexOf(byte))
})
