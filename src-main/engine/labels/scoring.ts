import type { ActiveModel } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { CosineCache } from '../vectors/cosineCache.ts'
import { VectorStore } from '../vectors/vectorStore.ts'

/** The model in use with its vectors: replaced as a whole when another model is put in use. */
export interface Scoring {
  model: ActiveModel
  vectors: VectorStore
  cosines: CosineCache
}

/** A model with all of its embeddings, in memory. */
export function openScoring(store: Store, model: ActiveModel): Scoring {
  const vectors = new VectorStore(model.dimensions)
  for (const { contentId, vector } of store.embeddings.iterate(model.embeddingKey))
    vectors.add(contentId, vector)
  return { model, vectors, cosines: new CosineCache(vectors) }
}
