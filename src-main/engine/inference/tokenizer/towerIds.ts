/** Far more than any tower reads; the work grows with its square. */
const MOST_CODE_POINTS = 4096

/** Stands for a blank inside pieces of SentencePiece. */
export const BLANK = '\u2581'

/** How a text tower wants its ids. */
export interface Frame {
  length: number
  endMark: number
  padding: number
}

/** Exactly `length` ids: those of the text, the end mark, padding. A longer text is cut; the end mark stays. */
export function towerIds(ids: readonly number[], { length, endMark, padding }: Frame): BigInt64Array {
  const marked = [...ids.slice(0, length - 1), endMark]
  return BigInt64Array.from({ length }, (_, i) => BigInt(marked[i] ?? padding))
}

/** The share of characters, blanks left out, for which something holds; 0 where there are none. */
export function shareOf(characters: readonly string[], holds: (character: string) => boolean): number {
  const some = characters.filter((character) => character !== BLANK && /\S/.test(character))
  return some.length === 0 ? 0 : some.filter(holds).length / some.length
}

/** The beginning of a text, as far as a tower could read it; half a surrogate pair becomes U+FFFD. */
export function readable(text: string): string {
  return Array.from(text.toWellFormed()).slice(0, MOST_CODE_POINTS).join('')
}
