import { z } from 'zod'
import { addedTokens, splitter } from './addedTokens.ts'
import { byteNames, bytesOf } from './byteNames.ts'
import { mergePairs } from './bytePairs.ts'
import { mergesToKeep, rankByList, rankByPiece } from './pairRank.ts'
import { textNorms } from './textNorm.ts'
import type { Tokenizer, TokenizerOptions } from './tokenizer.ts'
import { checked, idsIn, needed, specialToken } from './tokenizerFile.ts'
import { BLANK, readable, shareOf, towerIds } from './towerIds.ts'
import type { ParsedVocabulary, Vocabulary } from './vocabulary.ts'

const FAMILY = 'SigLIP 2'
const LENGTH = 64

// Text is written in lower case and its blanks replaced here, whether or not the file asks for it; nothing else may be asked.
const lowercase = z.object({ type: z.literal('Lowercase') })
const replaceBlanks = z.object({
  type: z.literal('Replace'),
  pattern: z.object({ String: z.literal(' ') }),
  content: z.literal(BLANK),
})
const sequence = z.object({
  type: z.literal('Sequence'),
  normalizers: z.array(z.union([lowercase, replaceBlanks])),
})
// finds no blank to split at, because they have been replaced
const splitAtBlanks = z.object({ type: z.literal('Split'), pattern: z.object({ String: z.literal(' ') }) })

const file = z.object({
  normalizer: z.union([sequence, replaceBlanks]),
  pre_tokenizer: splitAtBlanks.nullish(),
  added_tokens: addedTokens,
  model: z.object({
    // large: 256,000 pieces and 580,000 merges are not walked here
    vocab: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
    merges: z.custom<unknown[]>((value) => Array.isArray(value)),
  }),
})
const config = z.object({
  eos_token: specialToken.default('<eos>'),
  pad_token: specialToken.default('<pad>'),
})

/** SigLIP 2's vocabulary in a parsed tokenizer.json; SIGLIP2.md section 3.1. */
export function readGemma(json: unknown): ParsedVocabulary {
  const { model, added_tokens } = checked(file, json, 'tokenizer.json', FAMILY)
  const ids = idsIn(model.vocab)
  return {
    kind: 'gemma',
    added: added_tokens.map(({ content }) => content),
    ids,
    merges: mergesToKeep(model.merges, ids.size),
    characterMaps: [],
    scores: new Float64Array(),
    longest: 0,
  }
}

/**
 * The tokenizer of SigLIP 2 (Gemma's): lower case unless told otherwise, byte-pair encoding of the whole text with bytes for unknown
 * characters, no start mark. `configJson` is a parsed tokenizer_config.json.
 */
export function gemmaTokenizer(
  vocabulary: Vocabulary,
  configJson: unknown,
  { length = LENGTH, norm = 'lower' }: TokenizerOptions,
): Tokenizer {
  const { ids, merges } = vocabulary
  const marks = checked(config, configJson, 'tokenizer_config.json', FAMILY)
  const frame = { length, endMark: needed(ids, marks.eos_token), padding: needed(ids, marks.pad_token) }
  // the others may have a piece of their own, such as the tab in Gemma's
  for (const name of byteNames.slice(0x80)) needed(ids, name)

  const added = new Set(vocabulary.added)
  const rank = merges ? rankByList(merges) : rankByPiece(ids, added)
  const split = splitter(added)

  const characters = (text: string): string[] =>
    Array.from(text.replaceAll(' ', BLANK)).flatMap((character) =>
      ids.get(character) !== undefined ? [character] : bytesOf(character),
    )
  const piecesOf = (text: string): string[] =>
    split(textNorms[norm](readable(text))).flatMap((part) =>
      added.has(part) ? [part] : mergePairs(characters(part), rank),
    )
  const idsOf = (text: string): number[] =>
    piecesOf(text)
      .slice(0, length)
      .map((piece) => needed(ids, piece))
  const isSpelt = (character: string): boolean => ids.get(character) === undefined
  return {
    length,
    encode: (text) => towerIds(idsOf(text), frame),
    spelt: (text) => shareOf(Array.from(textNorms[norm](readable(text))), isSpelt),
  }
}
