import type { ActiveModel } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { CosineCache, type ManyCosines } from '../vectors/cosineCache.ts'
import { openVectors, type OpenVectors } from '../vectors/openVectors.ts'

/** The model in use with its vectors: replaced as a whole when another model is put in use. */
export interface Scoring extends OpenVectors {
  model: ActiveModel
  cosines: CosineCache
}

export interface ScoringOptions {
  /** holds the copies that embeddings are read from */
  directory: string
  /** computes scores of many labels on all cores */
  many?: ManyCosines
  log?: ((message: string, details?: unknown) => void) | undefined
}

/** A model with all of its embeddings, in memory. */
export async function openScoring(
  store: Store,
  model: ActiveModel,
  { directory, many, log }: ScoringOptions,
): Promise<Scoring> {
  const { embeddings } = store
  const { embeddingKey: key, dimensions } = model
  const opened = await openVectors({ embeddings, key, dimensions, directory, log })
  return { model, ...opened, cosines: new CosineCache(opened.vectors, many) }
}
