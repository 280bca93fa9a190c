import type { Inference } from '../inference/client.ts'
import type { Store } from '../store/store.ts'
import { createQueries } from './queries.ts'
import { createReadings, type Readings } from './readings.ts'
import { createScorer, type Scorer } from './scorer.ts'
import type { Scoring } from './scoring.ts'

/** Base scores, and how labels stand by them, for the model in use or another one. */
export function openScores(
  store: Store,
  inference: Inference,
  scoring: () => Scoring,
): { scorer: Scorer; readings: Readings } {
  const imageVector = (contentId: number): Float32Array | undefined => {
    const { vectors } = scoring()
    const row = vectors.rowOf(contentId)
    return row === undefined ? undefined : vectors.vector(row)
  }
  const queries = createQueries(store.embeddings, inference, () => scoring().model, imageVector)
  const scorer = createScorer(queries, scoring, store.labels.all)
  return { scorer, readings: createReadings(store, scorer, scoring) }
}
