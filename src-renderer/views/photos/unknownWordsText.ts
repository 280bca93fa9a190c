import type { UnknownWord } from '../../../src-shared/schemas/unknownWord.ts'
import { listOf, orOf } from '../../format.ts'
import { say } from '../../words/say.svelte.ts'

/** Names words that a model was never taught, each once, and what may be written instead: “bungalow” (try “house”), “zyx”. */
export function unknownWordsText(words: readonly UnknownWord[]): string {
  const quoted = (word: string): string => say('“{word}”', { word })
  const named = new Map(words.map(({ word, near }) => [word, near]))
  return listOf(
    [...named].map(([word, near]) =>
      near.length > 0
        ? say('{word} (try {others})', { word: quoted(word), others: orOf(near.map(quoted)) })
        : quoted(word),
    ),
  )
}
