/** How early a pair of neighbours merges: the lowest number first; undefined = never. */
export type PairRank = (left: string, right: string) => number | undefined

const NEVER = Infinity

/** Byte-pair encoding: merges the neighbours of lowest rank, the leftmost of equals, until none can merge. */
export function mergePairs(characters: readonly string[], rank: PairRank): string[] {
  const pieces = [...characters]
  const rankAt = (i: number): number =>
    i >= 0 && i + 1 < pieces.length ? (rank(pieces[i]!, pieces[i + 1]!) ?? NEVER) : NEVER
  const ranks = pieces.map((_, i) => rankAt(i)) // of a piece with the one after it
  for (;;) {
    let best = -1
    let lowest = NEVER
    for (let i = 0; i < ranks.length; i++) {
      if (ranks[i]! < lowest) {
        lowest = ranks[i]!
        best = i
      }
    }
    if (best < 0) return pieces
    pieces.splice(best, 2, pieces[best]! + pieces[best + 1]!)
    ranks.splice(best, 2, rankAt(best))
    if (best > 0) ranks[best - 1] = rankAt(best - 1)
  }
}
