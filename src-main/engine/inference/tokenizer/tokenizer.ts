import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { clipTokenizer } from './clip.ts'
import { gemmaTokenizer } from './gemma.ts'
import { invalidTokenizer } from './invalidTokenizer.ts'
import { unigramTokenizer } from './unigram.ts'

/** Turns text into the token ids that a text tower reads. */
export interface Tokenizer {
  /** how many ids the tower reads */
  readonly length: number
  /** Always `length` ids: the text's, the end mark, then padding. A longer text is cut; the end mark stays. */
  encode(text: string): BigInt64Array
}

/**
 * Reads a tokenizer.json, and the tokenizer_config.json beside it if there is one. `length` is that of the tower, where
 * its config.json says it; else the family's. TOKENIZER_INVALID says what is wrong.
 */
export async function loadTokenizer(file: string, length?: number): Promise<Tokenizer> {
  const config = await readJson(join(dirname(file), 'tokenizer_config.json'), {})
  return tokenizerFrom(await readJson(file), config, length)
}

/** The tokenizer that a parsed tokenizer.json (and tokenizer_config.json) describes. */
export function tokenizerFrom(fileJson: unknown, configJson: unknown = {}, length?: number): Tokenizer {
  const kind = kindOf(fileJson)
  if (!kind) throw invalidTokenizer('it is of a kind that Lumitag does not know')
  return tokenizers[kind](fileJson, configJson, length)
}

const tokenizers = { gemma: gemmaTokenizer, unigram: unigramTokenizer, clip: clipTokenizer }

type Kind = keyof typeof tokenizers

const outline = z.object({
  model: z.object({
    type: z.string(),
    byte_fallback: z.boolean().nullish(),
    end_of_word_suffix: z.string().nullish(),
  }),
})

function kindOf(json: unknown): Kind | undefined {
  const model = outline.safeParse(json).data?.model
  if (model?.type === 'Unigram') return 'unigram'
  if (model?.type !== 'BPE') return undefined
  if (model.byte_fallback) return 'gemma'
  return model.end_of_word_suffix === '</w>' ? 'clip' : undefined
}

/** A file's JSON, or `absent` where there is none. */
async function readJson(file: string, absent?: unknown): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw invalidTokenizer(`${file} is not JSON`, error)
    if (absent !== undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') return absent
    throw invalidTokenizer(`${file} cannot be read`, error)
  }
}
