import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { clipTokenizer } from './clip.ts'
import { gemmaTokenizer } from './gemma.ts'
import type { TextNorm } from './textNorm.ts'
import { parseJson, readBytes } from './tokenizerFile.ts'
import { unigramTokenizer } from './unigram.ts'
import type { Vocabulary } from './vocabulary.ts'
import { openVocabulary, type StoredVocabulary } from './vocabularyFile.ts'

/** Turns text into the token ids that a text tower reads. */
export interface Tokenizer {
  /** how many ids the tower reads */
  readonly length: number
  /** Always `length` ids: the text's, the end mark, then padding. A longer text is cut; the end mark stays. */
  encode(text: string): BigInt64Array
  /** The share of a text's characters, 0 to 1, that it has no pieces for and reads byte by byte. */
  spelt(text: string): number
}

export interface TokenizerOptions {
  /** how many ids the tower reads, where its config.json says it; else the family's usual number */
  length?: number | undefined
  /** how SigLIP 2's texts are written; the other families have one way of their own */
  norm?: TextNorm | undefined
}

/**
 * The tokenizer that a tokenizer.json describes, with the tokenizer_config.json beside it if there is one. The file is
 * read once: then its compact form in `stored` will do. TOKENIZER_INVALID says what is wrong.
 */
export async function loadTokenizer(
  file: string,
  options: TokenizerOptions = {},
  stored?: StoredVocabulary,
): Promise<Tokenizer> {
  const configFile = join(dirname(file), 'tokenizer_config.json')
  const config = existsSync(configFile) ? parseJson((await readBytes(configFile)).toString(), configFile) : {}
  return tokenizerOf(await openVocabulary(file, stored), config, options)
}

const tokenizers = { gemma: gemmaTokenizer, unigram: unigramTokenizer, clip: clipTokenizer }

/** The tokenizer of a vocabulary and a parsed tokenizer_config.json. */
export function tokenizerOf(
  vocabulary: Vocabulary,
  configJson: unknown = {},
  options: TokenizerOptions = {},
): Tokenizer {
  return tokenizers[vocabulary.kind](vocabulary, configJson, options)
}
