import { z } from 'zod'
import { readClip } from './clip.ts'
import { readGemma } from './gemma.ts'
import { invalidTokenizer } from './invalidTokenizer.ts'
import { readUnigram } from './unigram.ts'

/** Numbers by text: a Map, or a table in flat memory. */
export interface Lookup {
  get(text: string): number | undefined
  /** how many texts there are */
  readonly size: number
}

/** All of a tokenizer.json that turning text into ids needs. */
export interface Vocabulary {
  kind: 'gemma' | 'unigram' | 'clip'
  /** texts that are one token wherever they stand */
  added: readonly string[]
  /** ids of pieces */
  ids: Lookup
  /** how early pairs merge, "left right"; null where the ids say it, or nothing merges */
  merges: Lookup | null
  /** SentencePiece's replacements of characters, base64 */
  characterMaps: readonly string[]
  /** logarithms of the pieces' probabilities, by id; empty where there are none */
  scores: Float64Array
  /** code points in the longest piece, where scores choose the pieces; else 0 */
  longest: number
}

/** One that was read from JSON: its tables can be listed. */
export interface ParsedVocabulary extends Vocabulary {
  ids: ReadonlyMap<string, number>
  merges: ReadonlyMap<string, number> | null
}

/** The vocabulary in a parsed tokenizer.json. TOKENIZER_INVALID says what is wrong. */
export function readVocabulary(json: unknown): ParsedVocabulary {
  const read = readerOf(json)
  if (!read) throw invalidTokenizer('it is of a kind that Lumitag does not know')
  return read(json)
}

const outline = z.object({
  model: z.object({
    type: z.string(),
    byte_fallback: z.boolean().nullish(),
    end_of_word_suffix: z.string().nullish(),
  }),
})

function readerOf(json: unknown): ((json: unknown) => ParsedVocabulary) | undefined {
  const model = outline.safeParse(json).data?.model
  if (model?.type === 'Unigram') return readUnigram
  if (model?.type !== 'BPE') return undefined
  if (model.byte_fallback) return readGemma
  return model.end_of_word_suffix === '</w>' ? readClip : undefined
}
