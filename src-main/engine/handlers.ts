import type { EngineContract } from '../../src-shared/contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { retryJob } from './jobs/retry.ts'
import { findPack } from './labels/packs.ts'
import { locatePhoto, photoDetails } from './library/photoDetails.ts'
import { photoIndex } from './library/photoIndex.ts'
import { libraryHandlers } from './libraryHandlers.ts'
import { findModelFolder } from './models/hubCache.ts'
import type { EngineParts } from './parts.ts'
import { previewSync } from './sync/preview.ts'
import { describeRun, findRun } from './sync/runs.ts'
import { setSidecarSettings, sidecarSettings } from './sync/settings.ts'
import { decide } from './tagging/decide.ts'
import { listTags } from './tagging/listTags.ts'
import { openSidecarBatch } from './xmp/sidecar.ts'

/** The contract, answered: each call is a few lines on the parts that do the work, and says what changed. */
export function createHandlers(parts: EngineParts): Handlers<EngineContract> {
  const {
    store,
    models,
    providers,
    installer,
    scorer,
    present,
    automatic,
    labels,
    albums,
    library,
    syncing,
    runner,
    events,
  } = parts
  const { photosChanged, tagsChanged } = parts

  return {
    ...libraryHandlers(parts),

    'photos.index': ({ source }) => photoIndex(source, parts.choosing),
    'photos.locate': ({ path }) => ({ id: locatePhoto(path, store) }),
    'photos.get': ({ id }) => photoDetails(id, { store, scorer, states: library.states }),

    'photos.classify': (input, { signal }) => parts.classify(input, signal),
    'photos.forget': ({ id }) => parts.dropped.forget(id),

    'tags.decide': async (decision) => {
      await decide(decision, store, scorer, automatic, present(), parts.now)
      tagsChanged()
    },

    'tags.list': ({ after, photos }) => listTags(store, after, photos),

    'labels.list': () => labels.list(),
    'labels.add': async (input) => {
      const label = await labels.add(input)
      tagsChanged()
      return label
    },
    'labels.update': async ({ id, change }) => {
      const label = await labels.update(id, change)
      tagsChanged()
      return label
    },
    'labels.remove': ({ id }) => {
      labels.remove(id)
      tagsChanged()
    },
    'labels.preview': ({ prompts, automatic, suggestion }) => labels.preview(prompts, automatic, suggestion),
    'labels.packs': () => parts.packs,
    'labels.addPack': async ({ name }) => {
      const wanted = findPack(parts.packs, name).labels.filter((label) => !store.labels.named(label.name))
      const added = []
      for (const label of wanted) added.push(await labels.add(label))
      tagsChanged()
      return added
    },

    'albums.list': () => albums.list(),
    'albums.create': async (input) => {
      const album = await albums.create(input)
      events.changed('albums')
      return album
    },
    'albums.update': async ({ id, ...change }) => {
      const album = await albums.update(id, change)
      events.changed('albums')
      return album
    },
    'albums.remove': ({ id }) => {
      albums.remove(id)
      events.changed('albums')
    },

    'jobs.list': () => runner.list(),
    'jobs.pause': ({ id }) => runner.pause(id),
    'jobs.resume': ({ id }) => runner.resume(id),
    'jobs.cancel': ({ id }) => {
      if (runner.get(id).kind === 'index') library.reading.stop()
      runner.cancel(id)
    },
    'jobs.problems': ({ id }) => store.jobs.problems(runner.get(id).id),
    'jobs.retry': ({ id }) => retryJob(id, store, runner),
    'jobs.pace': () => parts.pace.now(),
    'jobs.setPace': ({ mode }) => parts.pace.set(mode),

    'sidecars.preview': async ({ most, ...request }) =>
      previewSync(
        await syncing.photosOf(request),
        request,
        most,
        openSidecarBatch(syncing.settings().naming),
        syncing,
      ),
    'sidecars.sync': (request) => runner.add('sync', request),
    'sidecars.runs': () => store.syncRuns.all().map(describeRun),
    'sidecars.undo': ({ run }) => runner.add('undo', { run: findRun(run, store.syncRuns).id }),
    'sidecars.settings': () => sidecarSettings(store.settings),
    'sidecars.setSettings': (change) => {
      store.sidecars.doubtAll()
      return setSidecarSettings(change, store.settings)
    },

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

    events: (_input, { signal }) => events.listen(signal),
  }
}
