import { createAllCores } from '../inference/allCores.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { openScoring, type Scoring } from './scoring.ts'

export interface CurrentScoringOptions {
  /** holds the copies that embeddings are read from */
  directory: string
  /** cores that compute the scores of many labels */
  threads: number
  log?: ((message: string, details?: unknown) => void) | undefined
}

/** The scoring of the model in use. */
export interface CurrentScoring {
  get(): Scoring
  /** Puts another model in use, once its embeddings are in memory. */
  use(model: ActiveModel): Promise<void>
  close(): Promise<void>
}

export async function openCurrentScoring(
  store: Store,
  model: ActiveModel,
  { directory, threads, log }: CurrentScoringOptions,
): Promise<CurrentScoring> {
  const allCores = createAllCores(threads, log)
  const open = (wanted: ActiveModel): Promise<Scoring> =>
    openScoring(store, wanted, { directory, many: allCores.cosines, log })
  let current = await open(model)
  return {
    get: () => current,
    async use(wanted) {
      const before = current
      current = await open(wanted)
      await before.close()
    },
    async close() {
      await Promise.all([current.close(), allCores.close()])
    },
  }
}
