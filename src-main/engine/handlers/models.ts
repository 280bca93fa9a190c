import type { modelsContract } from '../../../src-shared/contract/models.ts'
import type { ErrorCode } from '../../../src-shared/errors.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { findModelFolder } from '../models/hubCache.ts'
import type { EngineParts } from '../parts.ts'

/** Problems with photos that another model may not have. */
const OF_THE_MODEL: ErrorCode[] = ['INFERENCE_FAILED', 'DECODER_CRASHED', 'DECODER_TIMEOUT', 'INTERNAL']

/** Models, and which one is in use. */
export function modelsHandlers(parts: EngineParts): Handlers<typeof modelsContract> {
  const {
    store,
    models,
    switching,
    providers,
    installer,
    automatic,
    library,
    runner,
    events,
    photosChanged,
  } = parts

  return {
    'models.list': async () =>
      (await models.list()).map((model) => ({
        ...model,
        preparing: switching.preparing(model.id)?.id ?? null,
      })),
    'models.words': () => models.active().words?.concepts ?? null,
    'models.add': async ({ directory, name, anyway }) => {
      const found = findModelFolder(directory)
      const model = await models.add(found.directory, name ?? found.name ?? undefined, anyway)
      events.changed('models')
      return model
    },
    'models.check': ({ id }) => models.check(id).finally(() => events.changed('models')),
    'models.provider': ({ choice }) => {
      const { tower } = models.active().embeddingKey
      if (choice !== undefined) {
        providers.choose(choice, tower)
        events.changed('models')
      }
      return {
        choice: providers.choice(),
        inUse: providers.best(tower) ?? 'cpu',
        tried: providers.trials(tower),
      }
    },
    'models.available': () => installer.available(),
    'models.install': async (wish) => runner.add('install', await installer.check(wish)),
    'models.prepare': async ({ id }) => {
      const job = await switching.prepare(id)
      events.changed('models')
      return job
    },
    'models.preview': (wish) => switching.preview(wish),
    'models.clear': async ({ id }) => {
      const cleared = await switching.clear(id)
      events.changed('models')
      return { cleared }
    },
    'models.use': async ({ id }) => {
      await switching.use(id)
      store.photos.retry(OF_THE_MODEL)
      await automatic.applyAll()
      library.reading.goOn()
      runner.add('index', {})
      photosChanged()
      events.changed('models')
      return (await models.list()).find((model) => model.id === id)!
    },
  }
}
