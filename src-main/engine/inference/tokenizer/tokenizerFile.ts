import { z } from 'zod'
import { invalidTokenizer } from './invalidTokenizer.ts'

/** A special token as tokenizer_config.json names it: its text, or an object with it. */
export const specialToken = z.union([
  z.string(),
  z.object({ content: z.string() }).transform(({ content }) => content),
])

/** JSON that is laid out as the schema says; TOKENIZER_INVALID names the first field that is not. */
export function checked<T>(schema: z.ZodType<T>, json: unknown, name: string, family: string): T {
  const { data, error } = schema.safeParse(json)
  if (data === undefined)
    throw invalidTokenizer(`${name}: ${error?.issues[0]?.path.join('.')} is not as in ${family}'s`)
  return data
}

/** The id of a piece, or undefined if the vocabulary has none. */
export type IdOf = (piece: string) => number | undefined

/** Ids of a `model.vocab` that is a table from pieces to ids. */
export function idsIn(vocab: Record<string, unknown>): IdOf {
  return (piece) => {
    const id = Object.hasOwn(vocab, piece) ? vocab[piece] : undefined
    return Number.isSafeInteger(id) ? (id as number) : undefined
  }
}

/** The id of a piece that the tokenizer cannot do without. */
export function needed(idOf: IdOf, piece: string): number {
  const id = idOf(piece)
  if (id === undefined) throw invalidTokenizer(`its vocabulary has no ${piece}`)
  return id
}
