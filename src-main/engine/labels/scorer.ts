import { cosineOf, scoreOf } from '../../../src-shared/score.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { ActiveModel } from '../models/models.ts'
import type { LabelRow, OwnThresholds } from '../store/labels.ts'
import type { Queries, Query } from './queries.ts'
import { histogram, Scores } from './scores.ts'
import type { Scoring } from './scoring.ts'
import { ownThresholds, thresholdsInForce, type Thresholds } from './thresholds.ts'

export interface Scorer {
  /** The model in use: scores of one are nothing to another. */
  model(): ActiveModel
  /** Thresholds in force with the model in use. */
  thresholds(label: Pick<LabelRow, 'own'>): Thresholds
  /** The same as cosines: thresholds are compared as such, a score rounds to 1 long before it is. */
  limits(label: Pick<LabelRow, 'own'>): Thresholds
  /** The same where the thresholds are not a label's, or not yet. */
  limitsOf(own: OwnThresholds): Thresholds
  /** What a label asks, with its scores computed. */
  query(label: Pick<LabelRow, 'prompts'>): Promise<Query>
  /** The same for several labels, which is much faster together. */
  queries(labels: readonly Pick<LabelRow, 'prompts'>[]): Promise<Query[]>
  /** Words that are only tried: nothing of them is stored. */
  trial(prompts: readonly string[]): Promise<Query>
  /** Raw score of a cosine; null where the model has none (scoring "softmax"). */
  score(cosine: number): number | null
  /** The cosine from which a raw score is reached. */
  reach(score: number): number
  /** Photos per score in equal bins from 0 to 1; empty where the model has no scores. */
  histogram(scores: Scores, bins: number): number[]
  /** Cosine of one content, undefined while it has no embedding. */
  cosine(query: Query, contentId: number): number | undefined
  /** Cosines of the photos that are there. */
  scores(query: Query, present: PresentPhotos): Scores
}

/** Scores of the whole library against prompts, from the embeddings, on demand. */
export function createScorer(queries: Queries, scoring: () => Scoring): Scorer {
  let aligned: { present: PresentPhotos; scoring: Scoring; size: number; rows: Int32Array } | undefined

  /** The vectors' rows of the photos that are there, by position. */
  function rowsOf(present: PresentPhotos): Int32Array {
    const now = scoring()
    const { size } = now.vectors
    if (aligned?.present !== present || aligned.scoring !== now || aligned.size !== size)
      aligned = { present, scoring: now, size, rows: now.vectors.rowsOf(present.contentIds) }
    return aligned.rows
  }

  async function ready(prompts: readonly (readonly string[])[], lasting: boolean): Promise<Query[]> {
    const now = scoring()
    const asked = await queries.of(prompts, lasting)
    if (scoring() === now) await now.cosines.prepare(asked)
    // another model was put in use meanwhile
    return scoring() === now ? asked : ready(prompts, lasting)
  }

  const hasScores = (): boolean => scoring().model.scoring === 'sigmoid'
  const ownOf = (label: Pick<LabelRow, 'own'>): OwnThresholds => ownThresholds(label, scoring().model)

  function reach(score: number): number {
    if (!hasScores()) return score > 0 ? Infinity : -Infinity
    return cosineOf(score, scoring().model.scale)
  }

  function limitsOf(own: OwnThresholds): Thresholds {
    const { automatic, suggestion } = thresholdsInForce(own, scoring().model)
    return { automatic: reach(automatic), suggestion: reach(suggestion) }
  }

  return {
    model: () => scoring().model,
    thresholds: (label) => thresholdsInForce(ownOf(label), scoring().model),
    limits: (label) => limitsOf(ownOf(label)),
    limitsOf,
    query: async (label) => (await ready([label.prompts], true))[0]!,
    queries: (labels) =>
      ready(
        labels.map(({ prompts }) => prompts),
        true,
      ),
    trial: async (prompts) => (await ready([prompts], false))[0]!,
    score: (cosine) => (hasScores() ? scoreOf(cosine, scoring().model.scale) : null),
    reach,
    histogram(scores, bins) {
      if (!hasScores()) return []
      return histogram(
        scores,
        Float64Array.from({ length: bins - 1 }, (_, bin) => reach((bin + 1) / bins)),
      )
    },
    cosine(query, contentId) {
      const row = scoring().vectors.rowOf(contentId)
      return row === undefined ? undefined : scoring().cosines.best(query)[row]
    },
    scores: (query, present) => new Scores(rowsOf(present), scoring().cosines.best(query)),
  }
}
