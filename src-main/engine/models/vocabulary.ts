import type { UnknownWord } from '../../../src-shared/schemas/unknownWord.ts'
import { createNeighbours } from './knownNeighbours.ts'

/** Words that say nothing about what is in a picture, in the languages that use articles. */
const FILLERS = new Set(
  `a an the of on in at with and or to from by for my our your some this that is are its it
   photo picture image ein eine einen einem einer der die das den dem des und mit auf im am von
   un une le la les du de et avec dans sur el los las una unos y con en il lo gli uno e di um uma o os as do da`
    .split(/\s+/)
    .filter(Boolean),
)
/** Scripts that do not put blanks between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

export interface Vocabulary {
  /** the first name of each concept, in alphabetical order */
  concepts: string[]
  /** Words of a prompt that the model was never taught, and near ones that it was. */
  unknownWords(prompt: string): UnknownWord[]
}

/**
 * The list of names that a small model was taught: one concept per line, "hand: dog; dogs | hund; chien; …", and what it
 * may know of others, "dog: akita; husky".
 */
export function readVocabularyLines(lines: readonly string[], related: readonly string[] = []): Vocabulary {
  const concepts = lines.map((line) => line.replace(/^\w+:/, '').split(/[;|]/).map(normalise).filter(Boolean))
  const names = new Set(concepts.flat())
  const words = new Set([...names].flatMap(wordsOf))
  const unspaced = [...names].filter((name) => UNSPACED.test(name))
  const knows = (word: string): boolean =>
    words.has(word) ||
    words.has(word.replace(/(es|s)$/, '')) ||
    (UNSPACED.test(word) && unspaced.some((name) => word.includes(name)))
  const near = createNeighbours(names, related)
  return {
    concepts: concepts.map(([first = '']) => first).sort(),
    unknownWords(prompt) {
      const text = normalise(prompt)
      if (names.has(text)) return []
      return wordsOf(text)
        .filter((word) => !FILLERS.has(word) && !knows(word))
        .map((word) => ({ word, near: near(word) }))
    },
  }
}

const normalise = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}'-]+/gu) ?? []
