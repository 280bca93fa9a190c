import type { Inference } from '../inference/client.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import { createQueries } from '../labels/queries.ts'
import { indexPhotos, type IndexDependencies } from '../library/indexPhotos.ts'
import type { Readers } from '../library/reading/readers.ts'
import type { ModelService } from '../models/models.ts'
import type { Store } from '../store/store.ts'

/** A model that is made ready to be put in use. */
export interface Preparation {
  model: string
  /** for people */
  name: string
}

export interface PrepareDependencies {
  store: Store
  inference: Inference
  models: Pick<ModelService, 'get'>
  indexing: IndexDependencies
  readers: Readers
}

/**
 * Has another model look at the photos, and read the labels, while the present one stays in use. What is left to do comes
 * from the database each time: it can be paused, stopped and killed, and nothing is done twice.
 */
export async function prepareModel(
  { store, inference, models, indexing, readers }: PrepareDependencies,
  context: JobContext<Preparation>,
): Promise<JobOutcome> {
  const model = await models.get(context.parameters.model)
  const outcome = await indexPhotos(indexing, context, readers.beside(model))
  // so that the text tower has nothing to do when the model is put in use
  const inWords = store.labels.all().filter(({ contents }) => contents.length === 0)
  const noPhotos = (): undefined => undefined
  await createQueries(store.embeddings, inference, () => model, noPhotos).of(inWords, true)
  return outcome
}
