import type { Inference } from '../inference/client.ts'
import type { ModelService } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { createClassifier, type Classifier } from './classify.ts'
import { createDropped, type DroppedPhotos } from './dropped.ts'
import { createPhotoEmbeddings, type PhotoEmbeddings } from './photoEmbeddings.ts'
import { createWordVectors } from './wordVectors.ts'

/** Trying words on single photos: of the library, or dropped into the window and kept for a while in `folder`. */
export function createSinglePhotos(
  folder: string,
  store: Store,
  models: ModelService,
  inference: Inference,
): { classify: Classifier; dropped: DroppedPhotos; photoEmbedding: PhotoEmbeddings } {
  const dropped = createDropped(folder, inference)
  const photoEmbedding = createPhotoEmbeddings(store, inference, dropped)
  const classify = createClassifier({
    models,
    photoEmbedding,
    wordVectors: createWordVectors(store.embeddings, inference),
  })
  return { classify, dropped, photoEmbedding }
}
