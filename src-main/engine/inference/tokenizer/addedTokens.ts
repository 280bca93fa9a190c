import { z } from 'zod'

/** The `added_tokens` of a tokenizer.json: texts that are one token wherever they stand. */
export const addedTokens = z.array(z.object({ content: z.string().min(1) }))

/** Cuts added tokens out of a text, the longest first where several begin at one place; they stand between the parts. */
export function splitter(added: ReadonlySet<string>): (text: string) => string[] {
  if (added.size === 0) return (text) => [text]
  const longestFirst = [...added].sort((a, b) => b.length - a.length)
  const escaped = longestFirst.map((content) => content.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  const pattern = new RegExp(`(${escaped.join('|')})`)
  return (text) => text.split(pattern)
}
