import { LumitagError } from '../../../src-shared/errors.ts'
import type { Job } from '../../../src-shared/schemas/job.ts'
import type { ModelSwitch } from '../../../src-shared/schemas/modelSwitch.ts'
import type { Inference } from '../inference/client.ts'
import type { Runner } from '../jobs/runner.ts'
import type { CurrentScoring } from '../labels/currentScoring.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { ModelService } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { clearEmbeddings } from './clear.ts'
import { previewSwitch, type PreviewWish } from './preview.ts'

export interface SwitchingDependencies {
  store: Store
  inference: Inference
  models: ModelService
  current: CurrentScoring
  runner: Runner
  present: () => PresentPhotos
  /** holds the copies of embeddings */
  copies: string
}

/** From one model to another. */
export interface Switching {
  /** Has a model look at the library while the present one stays in use. Asked again, it goes on. */
  prepare(id: string): Promise<Job>
  /** The job that prepares a model, while there is one. */
  preparing(id: string): Job | undefined
  /** What would be different if a model were in use. */
  preview(wish: PreviewWish): Promise<ModelSwitch>
  /** Puts a model in use at once, with what it has seen so far. */
  use(id: string): Promise<void>
  /** Forgets what a model that is not in use saw; answers how many embeddings that were. */
  clear(id: string): Promise<number>
}

export function createSwitching(parts: SwitchingDependencies): Switching {
  const { models, current, runner } = parts
  const preparing = (id: string): Job | undefined => runner.find('prepare', ({ model }) => model === id)
  return {
    preparing,
    async prepare(id) {
      const { name } = await models.get(id)
      if (id === models.active().id)
        throw new LumitagError('BAD_INPUT', `"${name}" is in use. There is nothing to prepare.`)
      return runner.add('prepare', { model: id, name })
    },
    preview: (wish) => previewSwitch(wish, parts),
    async use(id) {
      // whatever can fail, fails before anything is changed; and then all is at hand
      await current.beside(await models.get(id))
      const model = await models.use(id)
      // what it has not seen yet is indexed like any photo from now on
      runner.cancelAll('prepare', (parameters) => parameters.model === id)
      await current.use(model)
    },
    clear: (id) => clearEmbeddings(id, { ...parts, isPreparing: (asked) => preparing(asked) !== undefined }),
  }
}
