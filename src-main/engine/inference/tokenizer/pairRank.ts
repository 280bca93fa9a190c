import type { PairRank } from './bytePairs.ts'
import { invalidTokenizer } from './invalidTokenizer.ts'
import type { IdOf } from './tokenizerFile.ts'

/** What a tokenizer.json says about its merges. */
export interface Merges {
  idOf: IdOf
  /** how many pieces the vocabulary has */
  pieces: number
  /** "left right" or [left, right], the earliest first */
  list: readonly unknown[]
  /** pieces that stand for themselves in any text */
  added: ReadonlySet<string>
}

/**
 * The order in which pairs merge. A list learnt by BPE makes each piece in one way, so it is never longer than the
 * vocabulary: it is the order. A longer list was converted from SentencePiece and holds every split of every piece,
 * in the order of ids: then the vocabulary says all, and a table of 580,000 pairs is spared.
 */
export function pairRank({ idOf, pieces, list, added }: Merges): PairRank {
  return list.length > pieces ? rankByPiece(idOf, added) : rankByList(list)
}

function rankByPiece(idOf: IdOf, added: ReadonlySet<string>): PairRank {
  return (left, right) => {
    const piece = left + right
    const id = idOf(piece)
    // added pieces are runs of blanks and tabs here: SentencePiece takes them before all others, the longest first
    return id !== undefined && added.has(piece) ? -id : id
  }
}

/** The order of a list of pairs; TOKENIZER_INVALID if it holds anything else. */
export function rankByList(list: readonly unknown[]): PairRank {
  const ranks = new Map(list.map((pair, index) => [key(pair), index]))
  return (left, right) => ranks.get(`${left} ${right}`)
}

/** Pieces hold no blank, so one blank keeps them apart. */
function key(pair: unknown): string {
  const text = Array.isArray(pair) ? pair.join(' ') : pair
  if (typeof text !== 'string' || text.split(' ').length !== 2)
    throw invalidTokenizer('its merges are not pairs of pieces')
  return text
}
