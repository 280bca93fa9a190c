import type { Lookup } from './vocabulary.ts'

/** How much less likely than the rarest piece a character is that is no piece: SentencePiece's kUnkPenalty. */
const UNKNOWN_PENALTY = 10

/** What the likeliest pieces are chosen by. */
export interface Likelihoods {
  ids: Lookup
  /** of the pieces' probabilities, by id; NaN for a piece that is in no text */
  logarithms: Float64Array
  /** code points in the longest piece */
  longest: number
}

/**
 * Splits texts into the pieces whose logarithmic probabilities have the largest sum, as SentencePiece's unigram model
 * does: in float32, the earlier start of equals. A character that is in no piece stands alone.
 */
export function likeliestPieces({ ids, logarithms, longest }: Likelihoods): (text: string) => string[] {
  const lowest = logarithms.reduce((least, logarithm) => (logarithm < least ? logarithm : least), 0)
  const unknown = Math.fround(lowest - UNKNOWN_PENALTY)
  const scoreOf = (piece: string): number | undefined => {
    const logarithm = logarithms[ids.get(piece) ?? -1]
    return Number.isNaN(logarithm) ? undefined : logarithm
  }

  return (text) => {
    const characters = Array.from(text)
    const best = new Float32Array(characters.length + 1).fill(-Infinity, 1)
    const startOf = new Int32Array(characters.length + 1)
    for (let start = 0; start < characters.length; start++) {
      const last = Math.min(start + longest, characters.length)
      let piece = ''
      for (let end = start + 1; end <= last; end++) {
        piece += characters[end - 1]!
        const score = scoreOf(piece) ?? (end === start + 1 ? unknown : -Infinity)
        const sum = Math.fround(best[start]! + score)
        if (sum <= best[end]!) continue
        best[end] = sum
        startOf[end] = start
      }
    }
    const pieces: string[] = []
    for (let end = characters.length; end > 0; end = startOf[end]!)
      pieces.unshift(characters.slice(startOf[end], end).join(''))
    return pieces
  }
}
