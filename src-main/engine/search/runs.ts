import type { MeaningTerm } from '../../../src-shared/rules/conditions.ts'
import { readTerm } from '../../../src-shared/rules/meaningText.ts'
import type { ConditionOf } from '../../../src-shared/rules/tree.ts'

/** The words and signs of one meaning, and how many photos it may take. */
export interface Run {
  terms: { words: string[]; sign: 1 | -1; photo?: MeaningTerm }[]
  limit: Pick<ConditionOf<'meaning'>, 'top' | 'score'>
}

/** "like:12" is a photo of the library, "like:dropped-5" one that was dropped, "like:/a/b.jpg" a file. */
export function likeOf(text: string): MeaningTerm {
  const dropped = /^dropped-(\d+)$/.exec(text)
  if (dropped) return { dropped: Number(dropped[1]) }
  return { photo: /^\d+$/.test(text) ? Number(text) : text }
}

/** A run as a condition; null where nothing is written. */
export function meaningOf({ terms, limit }: Run): ConditionOf<'meaning'> | null {
  const read = terms.flatMap(({ words, sign, photo }) => {
    const text = words.join(' ')
    const own = photo ? [sign === 1 ? photo : { ...photo, weight: -1 }] : []
    return [...own, ...readTerm(text, photo ? 1 : sign)]
  })
  const [only] = read
  if (!only) return null
  const isPlain = read.length === 1 && only.text !== undefined && only.weight === undefined
  return { meaning: isPlain ? only.text! : read, ...limit }
}
