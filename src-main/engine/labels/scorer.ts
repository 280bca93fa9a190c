import { cosineOf, scoreOf } from '../../../src-shared/score.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { ActiveModel } from '../models/models.ts'
import type { LabelRow, OwnThresholds } from '../store/labels.ts'
import type { Ask, Queries, Query } from './queries.ts'
import { Scores } from './scores.ts'
import type { Scoring } from './scoring.ts'
import { thresholdsInForce, type Thresholds } from './thresholds.ts'

/** What a label asks, and whom it competes with. */
export type Asking = Pick<LabelRow, 'prompts'> &
  Partial<Pick<LabelRow, 'id' | 'contrast' | 'minus' | 'contents' | 'exclusive'>>

/** Base scores: what the model says, before anything is learnt. */
export interface Scorer {
  /** The model in use: scores of one are nothing to another. */
  model(): ActiveModel
  /** As cosines, where thresholds are not a label's: the model's own proposal for null. */
  limitsOf(own: OwnThresholds): Thresholds
  /** What a label asks, with its scores computed. */
  query(label: Asking): Promise<Query>
  /** The same for several labels, which is much faster together. */
  queries(labels: readonly Asking[]): Promise<Query[]>
  /** What is only tried: nothing of it is stored. */
  trial(asking: Asking): Promise<Query>
  /** Raw score of a cosine; null where the model has none (scoring "softmax"). */
  score(cosine: number): number | null
  /** The cosine from which a raw score is reached. */
  reach(score: number): number
  /** Cosine of one content, undefined while it has no embedding. */
  cosine(query: Query, contentId: number): number | undefined
  /** Cosines by row. */
  table(query: Query): Float32Array
  /** The rows of the photos that are there, by position; -1 where there is none. */
  rowsOf(present: PresentPhotos): Int32Array
  /** Cosines of the photos that are there. */
  scores(query: Query, present: PresentPhotos): Scores
}

/** Scores of the whole library, from the embeddings, on demand. `labels` tells who shares an exclusive group. */
export function createScorer(
  queries: Queries,
  scoring: () => Scoring,
  labels: () => readonly LabelRow[],
): Scorer {
  let aligned: { present: PresentPhotos; scoring: Scoring; size: number; rows: Int32Array } | undefined

  function rowsOf(present: PresentPhotos): Int32Array {
    const now = scoring()
    const { size } = now.vectors
    if (aligned?.present !== present || aligned.scoring !== now || aligned.size !== size)
      aligned = { present, scoring: now, size, rows: now.vectors.rowsOf(present.contentIds) }
    return aligned.rows
  }

  /** In an exclusive group the other labels' prompts are contrasts. */
  function asksOf(asking: readonly Asking[]): Ask[] {
    const isGrouped = asking.some(({ exclusive }) => exclusive)
    const grouped = isGrouped ? labels().filter(({ exclusive }) => exclusive !== null) : []
    return asking.map(({ id, prompts, contrast = [], minus = [], contents = [], exclusive }) => {
      const rivals = exclusive
        ? grouped.filter((other) => other.exclusive === exclusive && other.id !== id)
        : []
      return {
        prompts,
        contrast: [...contrast, ...rivals.flatMap((rival) => rival.prompts)],
        minus,
        contents,
      }
    })
  }

  async function ready(asking: readonly Asking[], lasting: boolean): Promise<Query[]> {
    const now = scoring()
    const asked = await queries.of(asksOf(asking), lasting)
    if (scoring() === now) await now.cosines.prepare(asked)
    // another model was put in use meanwhile
    return scoring() === now ? asked : ready(asking, lasting)
  }

  const hasScores = (): boolean => scoring().model.scoring === 'sigmoid'

  function reach(score: number): number {
    if (!hasScores()) return score > 0 ? Infinity : -Infinity
    return cosineOf(score, scoring().model.scale)
  }

  const table = (query: Query): Float32Array => scoring().cosines.best(query)

  return {
    model: () => scoring().model,
    limitsOf(own) {
      const { automatic, suggestion } = thresholdsInForce(own, scoring().model)
      return { automatic: reach(automatic), suggestion: reach(suggestion) }
    },
    query: async (label) => (await ready([label], true))[0]!,
    queries: (asking) => ready(asking, true),
    trial: async (asking) => (await ready([asking], false))[0]!,
    score: (cosine) => (hasScores() ? scoreOf(cosine, scoring().model.scale) : null),
    reach,
    cosine(query, contentId) {
      const row = scoring().vectors.rowOf(contentId)
      return row === undefined ? undefined : table(query)[row]
    },
    table,
    rowsOf,
    scores: (query, present) => new Scores(rowsOf(present), table(query)),
  }
}
