import { z } from 'zod'
import { mergePairs } from './bytePairs.ts'
import { invalidTokenizer } from './invalidTokenizer.ts'
import { lowerCase } from './lowerCase.ts'
import { pairRank } from './pairRank.ts'
import type { Tokenizer } from './tokenizer.ts'

/** Every SigLIP 2 text tower reads 64 ids. */
const LENGTH = 64
/** Far more than 64 tokens ever need; the work grows with its square. */
const MOST_CODE_POINTS = 4096
/** Stands for a blank inside pieces. */
const BLANK = '\u2581'

// Text is lower-cased and its blanks replaced here, whether or not the file asks for it; nothing else may be asked.
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
  added_tokens: z.array(z.object({ content: z.string().min(1) })),
  model: z.object({
    // large: 256,000 pieces and 580,000 merges are not walked here
    vocab: z.custom<Record<string, unknown>>((value) => typeof value === 'object' && value !== null),
    merges: z.custom<unknown[]>((value) => Array.isArray(value)),
  }),
})

const token = z.union([z.string(), z.object({ content: z.string() }).transform(({ content }) => content)])
const config = z.object({ eos_token: token.default('<eos>'), pad_token: token.default('<pad>') })

/**
 * The tokenizer of SigLIP 2 (Gemma's): lower case, byte-pair encoding of the whole text with bytes for unknown
 * characters, no start mark. Takes a parsed tokenizer.json and tokenizer_config.json; SIGLIP2.md section 3.1.
 */
export function gemmaTokenizer(fileJson: unknown, configJson: unknown): Tokenizer {
  const { model, added_tokens: addedTokens } = checked(file, fileJson, 'tokenizer.json')
  const { eos_token: eos, pad_token: pad } = checked(config, configJson, 'tokenizer_config.json')
  const { vocab } = model
  const idOf = (piece: string): number | undefined => {
    const id = Object.hasOwn(vocab, piece) ? vocab[piece] : undefined
    return Number.isSafeInteger(id) ? (id as number) : undefined
  }
  const needed = (piece: string): number => {
    const id = idOf(piece)
    if (id === undefined) throw invalidTokenizer(`its vocabulary has no ${piece}`)
    return id
  }
  const endMark = needed(eos)
  const padding = needed(pad)
  const byteNames = Array.from({ length: 256 }, (_, byte) => byteName(byte))
  byteNames.slice(0x80).forEach(needed) // the others may have a piece of their own, such as the tab in Gemma's

  const added = new Set(addedTokens.map(({ content }) => content))
  const rank = pairRank({ idOf, pieces: Object.keys(vocab).length, list: model.merges, added })
  const split = splitter(added)

  const characters = (text: string): string[] =>
    Array.from(text.replaceAll(' ', BLANK)).flatMap((character) =>
      idOf(character) !== undefined
        ? [character]
        : Array.from(Buffer.from(character), (byte) => byteNames[byte]!),
    )
  const encode = (text: string): BigInt64Array => {
    const start = Array.from(text.toWellFormed()).slice(0, MOST_CODE_POINTS).join('')
    const pieces = split(lowerCase(start)).flatMap((part) =>
      added.has(part) ? [part] : mergePairs(characters(part), rank),
    )
    const ids = [...pieces.slice(0, LENGTH - 1).map(needed), endMark]
    return new BigInt64Array(LENGTH).fill(BigInt(padding)).map((blank, i) => BigInt(ids[i] ?? blank))
  }
  return { length: LENGTH, encode }
}

function checked<T>(schema: z.ZodType<T>, json: unknown, name: string): T {
  const { data, error } = schema.safeParse(json)
  if (data === undefined)
    throw invalidTokenizer(`${name}: ${error?.issues[0]?.path.join('.')} is not as in SigLIP 2's`)
  return data
}

/** As SentencePiece names the bytes of unknown characters. */
function byteName(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`
}

/** Cuts added tokens out of a text, the longest first where several begin at one place. */
function splitter(added: ReadonlySet<string>): (text: string) => string[] {
  if (added.size === 0) return (text) => [text]
  const longestFirst = [...added].sort((a, b) => b.length - a.length)
  const escaped = longestFirst.map((content) => content.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const pattern = new RegExp(`(${escaped.join('|')})`)
  return (text) => text.split(pattern)
}
