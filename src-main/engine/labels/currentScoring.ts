import { createAllCores } from '../inference/allCores.ts'
import type { ActiveModel } from '../models/models.ts'
import { sameKey } from '../store/embeddings.ts'
import type { Store } from '../store/store.ts'
import { openScoring, type Scoring } from './scoring.ts'

/** Another model's embeddings stay in memory for so long after they were asked for. */
const BESIDE_MS = 5 * 60_000

export interface CurrentScoringOptions {
  /** holds the copies that embeddings are read from */
  directory: string
  /** cores that compute the scores of many labels */
  threads: number
  log?: ((message: string, details?: unknown) => void) | undefined
}

/** The scoring of the model in use, and for a while that of another model beside it. */
export interface CurrentScoring {
  get(): Scoring
  /** Another model with all embeddings that there are of it; kept at hand, as it may be put in use next. */
  beside(model: ActiveModel): Promise<Scoring>
  /** Lets go of the other model. */
  release(): Promise<void>
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
  const isWhole = ({ model, vectors }: Scoring): boolean =>
    vectors.size === store.embeddings.count(model.embeddingKey)
  let current = await open(model)
  let other: Scoring | undefined
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  /** Opening and closing happen one after the other: two of the same would share a copy. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }

  async function letGo(): Promise<void> {
    clearTimeout(idle)
    const before = other
    other = undefined
    await before?.close()
  }

  async function openBeside(wanted: ActiveModel): Promise<Scoring> {
    // models of one image tower, such as a copy of the same folder, share their embeddings
    if (sameKey(current.model.embeddingKey, wanted.embeddingKey)) return { ...current, model: wanted }
    if (other && sameKey(other.model.embeddingKey, wanted.embeddingKey) && isWhole(other))
      other = { ...other, model: wanted }
    else {
      await letGo()
      other = await open(wanted)
    }
    clearTimeout(idle)
    idle = setTimeout(() => void inTurn(letGo), BESIDE_MS).unref()
    return other
  }

  return {
    get: () => current,
    beside: (wanted) => inTurn(() => openBeside(wanted)),
    release: () => inTurn(letGo),
    use: (wanted) =>
      inTurn(async () => {
        const before = current
        let next = await openBeside(wanted)
        // a photo may have been read with it since it was opened
        while (next === other && !isWhole(next)) next = await openBeside(wanted)
        current = next
        if (next !== other) return
        other = undefined
        await before.close()
      }),
    async close() {
      await inTurn(letGo)
      await Promise.all([current.close(), allCores.close()])
    },
  }
}
