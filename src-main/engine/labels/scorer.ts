import { cosineOf, scoreOf } from '../../../src-shared/score.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Queries, Query } from './queries.ts'
import type { Scoring } from './scoring.ts'

export interface Scored {
  photoId: number
  cosine: number
}

export interface Scorer {
  /** Thresholds in force: the label's own, else the model's proposal; a suggestion never starts above automatic. */
  thresholds(label: Pick<LabelRow, 'automatic' | 'suggestion'>): { automatic: number; suggestion: number }
  query(label: Pick<LabelRow, 'prompts'>): Promise<Query>
  /** Raw score of a cosine. */
  score(cosine: number): number
  /** Cosine of one content, undefined while it has no embedding. */
  cosine(query: Query, contentId: number): number | undefined
  /** Photos whose raw score is at least `least` (and below `below`), in no order. */
  photos(query: Query, present: PresentPhotos, least: number, below?: number): Scored[]
  /** Photos per score in equal bins from 0 to 1, counting copies. */
  histogram(query: Query, present: PresentPhotos, bins: number): number[]
}

/** Scores of the whole library against prompts, from the embeddings, on demand. */
export function createScorer(queries: Queries, scoring: () => Scoring): Scorer {
  const cosinesOf = (query: Query): Float32Array => scoring().cosines.best(query.key, query.vectors)
  return {
    thresholds(label) {
      const { model } = scoring()
      const automatic = label.automatic ?? model.automatic
      return { automatic, suggestion: Math.min(label.suggestion ?? model.suggestion, automatic) }
    },
    query: (label) => queries.of(label.prompts),
    score: (cosine) => scoreOf(cosine, scoring().model.scale),
    cosine(query, contentId) {
      const row = scoring().vectors.rowOf(contentId)
      return row === undefined ? undefined : cosinesOf(query)[row]
    },
    photos(query, present, least, below = 1.1) {
      const { model, vectors } = scoring()
      const from = cosineOf(least, model.scale)
      const to = below > 1 ? Infinity : cosineOf(below, model.scale)
      const found: Scored[] = []
      cosinesOf(query).forEach((cosine, row) => {
        if (cosine < from || cosine >= to) return
        for (const photo of present.byContent.get(vectors.contentIds[row]!) ?? [])
          found.push({ photoId: photo.id, cosine })
      })
      return found
    },
    histogram(query, present, bins) {
      const { model, vectors } = scoring()
      const counts = new Array<number>(bins).fill(0)
      cosinesOf(query).forEach((cosine, row) => {
        const bin = Math.min(bins - 1, Math.floor(scoreOf(cosine, model.scale) * bins))
        counts[bin]! += present.byContent.get(vectors.contentIds[row]!)?.length ?? 0
      })
      return counts
    },
  }
}
