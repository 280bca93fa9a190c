import { z } from 'zod'
import { splitter } from './addedTokens.ts'
import { byteNames, bytesOf } from './byteNames.ts'
import { readCharacterMap, type CharacterMap } from './characterMap.ts'
import { likeliestPieces } from './likeliestPieces.ts'
import type { Tokenizer } from './tokenizer.ts'
import { checked, needed, specialToken, type IdOf } from './tokenizerFile.ts'
import { BLANK, readable, towerIds } from './towerIds.ts'

const FAMILY = 'SigLIP 1'
const LENGTH = 64
/** As Python's string.punctuation: the training removed these and no others. */
const PUNCTUATION = /[!-/:-@[-`{-~]/g

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

/**
 * The tokenizer of SigLIP 1 and its multilingual kin (SentencePiece's unigram): lower case, no ASCII punctuation, the
 * likeliest pieces, bytes for unknown characters. Takes a parsed tokenizer.json and tokenizer_config.json.
 */
export function unigramTokenizer(fileJson: unknown, configJson: unknown, length = LENGTH): Tokenizer {
  const { normalizer, model } = checked(file, fileJson, 'tokenizer.json', FAMILY)
  const marks = checked(config, configJson, 'tokenizer_config.json', FAMILY)
  const ids = new Map(model.vocab.map(([piece], id) => [piece, id]))
  const idOf: IdOf = (piece) => ids.get(piece)
  const frame = { length, endMark: needed(idOf, marks.eos_token), padding: needed(idOf, marks.pad_token) }
  for (const name of byteNames) needed(idOf, name)

  const special = new Set([marks.eos_token, marks.unk_token])
  const split = splitter(special)
  const steps = 'normalizers' in normalizer ? normalizer.normalizers : [normalizer]
  const maps = steps.flatMap(({ precompiled_charsmap: map }) => (map ? [readCharacterMap(map)] : []))

  const neverFound = new Set([...byteNames, ...special, marks.pad_token, '<pad>'])
  const pieces = likeliestPieces(new Map(model.vocab.filter(([piece]) => !neverFound.has(piece))))
  // the reference puts "<unk>" before every text and drops its pieces; float32 sums decide ties differently without it
  const lead = BLANK + marks.unk_token
  const leadLength = pieces(lead).length

  const idsOf = (part: string, isFirst: boolean): number[] => {
    if (special.has(part)) return [needed(idOf, part)]
    const found = pieces(lead + normalised(part, isFirst, maps)).slice(leadLength)
    return found.flatMap((piece) => idOf(piece) ?? bytesOf(piece).map((name) => needed(idOf, name)))
  }
  const encode = (text: string): BigInt64Array => {
    const parts = split(readable(text).replaceAll(BLANK, ' '))
    return towerIds(
      parts.flatMap((part, i) => idsOf(part, i === 0)),
      frame,
    )
  }
  return { length, encode }
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
