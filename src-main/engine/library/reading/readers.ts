import type { Scoring } from '../../labels/scoring.ts'
import type { ActiveModel } from '../../models/models.ts'
import type { Store } from '../../store/store.ts'
import type { Reader } from '../indexPhotos.ts'

export interface Readers {
  /** Reads for the model in use. */
  current: Reader
  /** Reads for a model that is not in use: what was read before, while there is nothing to do for the one that is. */
  beside(model: ActiveModel): Reader
}

/** `stored`: told of the contents that the model in use has looked at. */
export function createReaders(
  store: Store,
  scoring: () => Scoring,
  stored: (contentIds: number[]) => Promise<void>,
): Readers {
  // each worker holds one image tower: two models in turn would have it loaded anew for each photo
  let inHand = 0
  const waiting: (() => void)[] = []
  const wake = (): void => waiting.splice(0).forEach((resolve) => resolve())

  return {
    current: {
      model: () => scoring().model,
      wanted: store.photos.unindexed,
      judges: true,
      stored,
      async inOrder(work) {
        inHand++
        return await work().finally(() => {
          if (--inHand === 0) wake()
        })
      },
    },
    beside: (model) => ({
      model: () => model,
      wanted: store.photos.unseen,
      judges: false,
      stored: async () => {},
      async inOrder(work, signal) {
        signal.addEventListener('abort', wake, { once: true })
        while (inHand > 0 && !signal.aborted) await new Promise<void>((resolve) => waiting.push(resolve))
        signal.removeEventListener('abort', wake)
        signal.throwIfAborted()
        return work()
      },
    }),
  }
}
