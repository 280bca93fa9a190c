import type { UnknownWord } from './schemas/unknownWord.ts'

/** Names words that a model was never taught, each once, and what may be written instead: “bungalow” (try “house”), “zyx”. */
export function nameUnknownWords(words: readonly UnknownWord[], marks: '“”' | '""' = '“”'): string {
  const quote = (text: string): string => marks[0] + text + marks[1]
  const named = new Map(words.map(({ word, near }) => [word, near]))
  return [...named]
    .map(([word, near]) => quote(word) + (near.length > 0 ? ` (try ${near.map(quote).join(' or ')})` : ''))
    .join(', ')
}
