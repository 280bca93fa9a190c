import type { PairRank } from './bytePairs.ts'
import { invalidTokenizer } from './invalidTokenizer.ts'
import type { Lookup } from './vocabulary.ts'

/**
 * The list of merges, where it says more than the vocabulary. A list learnt by BPE makes each piece in one way, so it is
 * never longer than the vocabulary: it is the order. A longer list was converted from SentencePiece and holds every
 * split of every piece, in the order of ids: then the vocabulary says all, and a table of 580,000 pairs is spared.
 */
export function mergesToKeep(list: readonly unknown[], pieces: number): Map<string, number> | null {
  return list.length > pieces ? null : pairsByRank(list)
}

/** The pairs of a list ("left right" or [left, right]) in its order; TOKENIZER_INVALID if it holds anything else. */
export function pairsByRank(list: readonly unknown[]): Map<string, number> {
  return new Map(list.map((pair, index) => [key(pair), index]))
}

/** The order of a list of pairs. */
export function rankByList(pairs: Lookup): PairRank {
  return (left, right) => pairs.get(`${left} ${right}`)
}

/** The order of ids, except for `added` pieces. */
export function rankByPiece(ids: Lookup, added: ReadonlySet<string>): PairRank {
  return (left, right) => {
    const piece = left + right
    const id = ids.get(piece)
    // added pieces are runs of blanks and tabs here: SentencePiece takes them before all others, the longest first
    return id !== undefined && added.has(piece) ? -id : id
  }
}

/** Pieces hold no blank, so one blank keeps them apart. */
function key(pair: unknown): string {
  const text = Array.isArray(pair) ? pair.join(' ') : pair
  if (typeof text !== 'string' || text.split(' ').length !== 2)
    throw invalidTokenizer('its merges are not pairs of pieces')
  return text
}
