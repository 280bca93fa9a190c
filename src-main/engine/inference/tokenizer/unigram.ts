import { z } from 'zod'
import { splitter } from './addedTokens.ts'
import { byteNames, bytesOf } from './byteNames.ts'
import { readCharacterMap, type CharacterMap } from './characterMap.ts'
import { likeliestPieces } from './likeliestPieces.ts'
import { PUNCTUATION } from './punctuation.ts'
import type { Tokenizer, TokenizerOptions } from './tokenizer.ts'
import { checked, needed, specialToken } from './tokenizerFile.ts'
import { BLANK, readable, shareOf, towerIds } from './towerIds.ts'
import type { ParsedVocabulary, Vocabulary } from './vocabulary.ts'

const FAMILY = 'SigLIP 1'
const LENGTH = 64

// the first three ask for what is done here anyway, in the reference's words
const step = z.object({
  type: z.enum(['Lowercase', 'Replace', 'Strip', 'Precompiled']),
  precompiled_charsmap: z.base64().optional(),
})
const file = z.object({
  normalizer: z.union([step, z.object({ type: z.literal('Sequence'), normalizers: z.array(step) })]),
  /** pieces with the logarithms of their probabilities */
  model: z.object({ vocab: z.array(z.tuple([z.string(), z.number()])) }),
})
const config = z.object({
  eos_token: specialToken.default('</s>'),
  pad_token: specialToken.default('</s>'),
  unk_token: specialToken.default('<unk>'),
})

/** SigLIP 1's vocabulary in a parsed tokenizer.json; SIGLIP2.md section 3.2. */
export function readUnigram(json: unknown): ParsedVocabulary {
  const { normalizer, model } = checked(file, json, 'tokenizer.json', FAMILY)
  const steps = 'normalizers' in normalizer ? normalizer.normalizers : [normalizer]
  return {
    kind: 'unigram',
    added: [],
    ids: new Map(model.vocab.map(([piece], id) => [piece, id])),
    merges: null,
    characterMaps: steps.flatMap(({ precompiled_charsmap: map }) => (map ? [map] : [])),
    scores: Float64Array.from(model.vocab, ([, score]) => score),
    longest: model.vocab.reduce((longest, [piece]) => Math.max(longest, Array.from(piece).length), 1),
  }
}

/**
 * The tokenizer of SigLIP 1 and its multilingual kin (SentencePiece's unigram): lower case, no ASCII punctuation, the
 * likeliest pieces, bytes for unknown characters. `configJson` is a parsed tokenizer_config.json.
 */
export function unigramTokenizer(
  vocabulary: Vocabulary,
  configJson: unknown,
  { length = LENGTH }: TokenizerOptions,
): Tokenizer {
  const { ids, scores, longest } = vocabulary
  const marks = checked(config, configJson, 'tokenizer_config.json', FAMILY)
  const frame = { length, endMark: needed(ids, marks.eos_token), padding: needed(ids, marks.pad_token) }
  for (const name of byteNames) needed(ids, name)

  const special = new Set([marks.eos_token, marks.unk_token])
  const split = splitter(special)
  const maps = vocabulary.characterMaps.map(readCharacterMap)

  const neverFound = new Set(
    [...byteNames, ...special, marks.pad_token, '<pad>'].map((piece) => ids.get(piece)),
  )
  const logarithms = scores.map((score, id) => (neverFound.has(id) ? NaN : score))
  const pieces = likeliestPieces({ ids, logarithms, longest })
  // the reference puts "<unk>" before every text and drops its pieces; float32 sums decide ties differently without it
  const lead = BLANK + marks.unk_token
  const leadLength = pieces(lead).length

  const idsOf = (part: string, isFirst: boolean): number[] => {
    if (special.has(part)) return [needed(ids, part)]
    const found = pieces(lead + normalised(part, isFirst, maps)).slice(leadLength)
    return found.flatMap((piece) => ids.get(piece) ?? bytesOf(piece).map((name) => needed(ids, name)))
  }
  const encode = (text: string): BigInt64Array => {
    const parts = split(readable(text).replaceAll(BLANK, ' '))
    return towerIds(
      parts.flatMap((part, i) => idsOf(part, i === 0)),
      frame,
    )
  }
  const spelt = (text: string): number => {
    const found = pieces(lead + normalised(readable(text), true, maps)).slice(leadLength)
    const unknown = new Set(found.filter((piece) => ids.get(piece) === undefined).flatMap((one) => [...one]))
    return shareOf(found.join('').split(''), (character) => unknown.has(character))
  }
  return { length, encode, spelt }
}

/** As the training's texts, then as SentencePiece wants it. The first part begins with a blank, as every word does. */
function normalised(part: string, isFirst: boolean, maps: readonly CharacterMap[]): string {
  const canonical = part
    .toLowerCase()
    .replace(PUNCTUATION, '')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/^ | $/g, '')
  const mapped = maps.reduce((text, map) => map(text), isFirst ? ` ${canonical}` : canonical)
  return mapped.replace(/ +/g, ' ').replace(/ $/, '').replaceAll(' ', BLANK)
}
