import { cosineOf, scoreOf } from '../../../src-shared/score.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Queries, Query } from './queries.ts'
import type { Scoring } from './scoring.ts'
import { thresholdsInForce, type Thresholds } from './thresholds.ts'

export interface Scored {
  photoId: number
  cosine: number
}

export interface Scorer {
  /** Thresholds in force with the model in use. */
  thresholds(label: Pick<LabelRow, 'automatic' | 'suggestion'>): Thresholds
  query(label: Pick<LabelRow, 'prompts'>): Promise<Query>
  /** Raw score of a cosine; null where the model has none (scoring "softmax"). */
  score(cosine: number): number | null
  /** The cosine from which a raw score is reached. */
  reach(score: number): number
  /** Cosine of one content, undefined while it has no embedding. */
  cosine(query: Query, contentId: number): number | undefined
  /** Photos whose raw score is at least `least` (and below `below`), in no order. */
  photos(query: Query, present: PresentPhotos, least: number, below?: number): Scored[]
  /** Photos per score in equal bins from 0 to 1, counting copies; empty where the model has no scores. */
  histogram(query: Query, present: PresentPhotos, bins: number): number[]
}

/** Scores of the whole library against prompts, from the embeddings, on demand. */
export function createScorer(queries: Queries, scoring: () => Scoring): Scorer {
  const cosinesOf = (query: Query): Float32Array => scoring().cosines.best(query.key, query.vectors)
  const hasScores = (): boolean => scoring().model.scoring === 'sigmoid'
  function reach(score: number): number {
    if (!hasScores()) return score > 0 ? Infinity : -Infinity
    return cosineOf(score, scoring().model.scale)
  }
  return {
    thresholds: (label) => thresholdsInForce(label, scoring().model),
    query: (label) => queries.of(label.prompts),
    score: (cosine) => (hasScores() ? scoreOf(cosine, scoring().model.scale) : null),
    reach,
    cosine(query, contentId) {
      const row = scoring().vectors.rowOf(contentId)
      return row === undefined ? undefined : cosinesOf(query)[row]
    },
    photos(query, present, least, below = 1.1) {
      const { vectors } = scoring()
      const from = reach(least)
      const to = reach(below)
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
      if (!hasScores()) return []
      const counts = new Array<number>(bins).fill(0)
      cosinesOf(query).forEach((cosine, row) => {
        const bin = Math.min(bins - 1, Math.floor(scoreOf(cosine, model.scale) * bins))
        counts[bin]! += present.byContent.get(vectors.contentIds[row]!)?.length ?? 0
      })
      return counts
    },
  }
}
