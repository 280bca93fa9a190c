/** How much less likely than the rarest piece a character is that is no piece: SentencePiece's kUnkPenalty. */
const UNKNOWN_PENALTY = 10

/**
 * Splits texts into the pieces whose logarithmic probabilities have the largest sum, as SentencePiece's unigram model
 * does: in float32, the earlier start of equals. A character that is in no piece stands alone.
 */
export function likeliestPieces(scores: ReadonlyMap<string, number>): (text: string) => string[] {
  let longest = 1
  let lowest = 0
  for (const [piece, score] of scores) {
    longest = Math.max(longest, Array.from(piece).length)
    lowest = Math.min(lowest, score)
  }
  const unknown = Math.fround(lowest - UNKNOWN_PENALTY)

  return (text) => {
    const characters = Array.from(text)
    const best = new Float32Array(characters.length + 1).fill(-Infinity, 1)
    const startOf = new Int32Array(characters.length + 1)
    for (let start = 0; start < characters.length; start++) {
      const last = Math.min(start + longest, characters.length)
      let piece = ''
      for (let end = start + 1; end <= last; end++) {
        piece += characters[end - 1]!
        const score = scores.get(piece) ?? (end === start + 1 ? unknown : -Infinity)
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
