import { setImmediate as othersFirst } from 'node:timers/promises'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { CurrentScoring } from '../labels/currentScoring.ts'
import type { ModelService } from '../models/models.ts'
import { sameKey } from '../store/embeddings.ts'
import type { Store } from '../store/store.ts'
import { removeCopy } from '../vectors/vectorCopy.ts'

/** Embeddings that are removed before others have a turn: some milliseconds. */
const AT_ONCE = 200

export interface ClearDependencies {
  store: Store
  models: ModelService
  current: CurrentScoring
  /** holds the copies of embeddings */
  copies: string
  /** whether a job is filling what would be emptied */
  isPreparing(id: string): boolean
}

/**
 * Forgets what a model saw; answers how many embeddings that were. BAD_INPUT for those that are in use, or just being
 * made.
 */
export async function clearEmbeddings(
  id: string,
  { store, models, current, copies, isPreparing }: ClearDependencies,
): Promise<number> {
  const { name, embeddingKey: key } = await models.get(id)
  if (sameKey(key, models.active().embeddingKey))
    throw new LumitagError(
      'BAD_INPUT',
      `What "${name}" saw is in use. Put another model in use first, then clear this one.`,
    )
  if (isPreparing(id))
    throw new LumitagError('BAD_INPUT', `"${name}" is being prepared. Stop that first, then clear it.`)
  await current.release()
  const contentIds = store.embeddings.contentIds(key)
  for (let at = 0; at < contentIds.length; at += AT_ONCE) {
    store.embeddings.remove(key, contentIds.slice(at, at + AT_ONCE))
    await othersFirst()
  }
  await removeCopy(copies, key)
  return contentIds.length
}
