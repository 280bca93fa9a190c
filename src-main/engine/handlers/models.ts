import type { modelsContract } from '../../../src-shared/contract/models.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { findModelFolder } from '../models/hubCache.ts'
import type { EngineParts } from '../parts.ts'

/** Models, and which one is in use. */
export function modelsHandlers(parts: EngineParts): Handlers<typeof modelsContract> {
  const { store, models, providers, installer, automatic, library, runner, events, photosChanged } = parts

  return {
    'models.list': () => models.list(),
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
    'models.use': async ({ id }) => {
      await parts.useModel(id)
      store.photos.retry()
      await automatic.applyAll()
      library.reading.goOn()
      runner.add('index', {})
      photosChanged()
      events.changed('models')
      return (await models.list()).find((model) => model.id === id)!
    },
  }
}
