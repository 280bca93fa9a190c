import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { invalidTokenizer } from './invalidTokenizer.ts'
import type { Lookup } from './vocabulary.ts'

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

/** A file of a tokenizer. TOKENIZER_INVALID if it cannot be read. */
export async function readBytes(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    throw invalidTokenizer(`${file} cannot be read`, error)
  })
}

/** TOKENIZER_INVALID if it is no JSON. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidTokenizer(`${file} is not JSON`, error)
  }
}

/** The largest number that a table of pieces holds. */
const LARGEST = 2 ** 31 - 1

/** Ids of a `model.vocab` that is a table from pieces to ids. */
export function idsIn(vocab: Record<string, unknown>): Map<string, number> {
  const ids = new Map<string, number>()
  for (const [piece, id] of Object.entries(vocab))
    if (typeof id === 'number' && Number.isInteger(id) && id >= 0 && id <= LARGEST) ids.set(piece, id)
  return ids
}

/** The id of a piece that the tokenizer cannot do without. */
export function needed(ids: Lookup, piece: string): number {
  const id = ids.get(piece)
  if (id === undefined) throw invalidTokenizer(`its vocabulary has no ${piece}`)
  return id
}
