import program from '../../package.json' with { type: 'json' }
import type { EngineContract } from '../../src-shared/contract.ts'
import type { ErrorCode } from '../../src-shared/errors.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import { retryJob } from './jobs/retry.ts'
import { findPack } from './labels/packs.ts'
import { locatePhoto, photoDetails } from './library/photoDetails.ts'
import { photoIndex } from './library/photoIndex.ts'
import { findModelFolder } from './models/hubCache.ts'
import type { EngineParts } from './parts.ts'
import { previewSync } from './sync/preview.ts'
import { describeRun, findRun } from './sync/runs.ts'
import { setSidecarSettings, sidecarSettings } from './sync/settings.ts'
import { decide } from './tagging/decide.ts'
import { listTags } from './tagging/listTags.ts'
import { openSidecarBatch } from './xmp/sidecar.ts'

/** Problems that may be gone the next time, though the file is the same. */
const PASSING_PROBLEMS: ErrorCode[] = [
  'FILE_UNREADABLE',
  'FILE_MISSING',
  'INFERENCE_FAILED',
  'DECODER_TIMEOUT',
  'INTERNAL',
]

/** The contract, answered: each call is a few lines on the parts that do the work, and says what changed. */
export function createHandlers(parts: EngineParts): Handlers<EngineContract> {
  const {
    store,
    models,
    installer,
    scorer,
    scoring,
    present,
    automatic,
    labels,
    albums,
    roots,
    syncing,
    runner,
    events,
  } = parts
  const { photosChanged, tagsChanged } = parts

  return {
    'library.status': async () => {
      const suggested = (await labels.list()).reduce((sum, { counts }) => sum + counts.suggested, 0)
      const { photos, unreadable } = store.photos.counts()
      const embedded = present().rows.filter(
        ({ contentId }) => contentId !== null && scoring().vectors.rowOf(contentId) !== undefined,
      ).length
      return {
        version: program.version,
        directory: parts.dataDir,
        photos,
        embedded,
        unreadable,
        toReview: suggested,
      }
    },

    'library.check': () => store.check(),

    'roots.list': () => roots.list(),
    'roots.add': async ({ path }) => {
      const { root, folder } = await roots.add(path)
      store.photos.retry(PASSING_PROBLEMS)
      runner.add('scan', { rootId: root.id, folder })
      photosChanged()
      events.changed('roots')
      return { ...roots.describe(root), folder }
    },
    'roots.remove': ({ id }) => {
      runner.cancelAll('scan', ({ rootId }) => rootId === id)
      roots.remove(id)
      photosChanged()
      events.changed('roots')
    },
    'roots.scan': ({ id }) => {
      store.photos.retry()
      for (const root of id === undefined ? store.roots.all() : [roots.get(id)])
        runner.add('scan', { rootId: root.id, folder: '' })
    },
    'folders.list': () => roots.folders(),

    'photos.index': ({ source }) => photoIndex(source, parts.choosing),
    'photos.locate': ({ path }) => ({ id: locatePhoto(path, store) }),
    'photos.get': ({ id }) => photoDetails(id, store, scorer),

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
    'jobs.cancel': ({ id }) => runner.cancel(id),
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
    'models.add': async ({ directory, name }) => {
      const found = findModelFolder(directory)
      const model = await models.add(found.directory, name ?? found.name ?? undefined)
      events.changed('models')
      return model
    },
    'models.available': () => installer.available(),
    'models.install': async (wish) => runner.add('install', await installer.check(wish)),
    'models.use': async ({ id }) => {
      await parts.useModel(id)
      store.photos.retry()
      await automatic.applyAll()
      runner.add('index', {})
      photosChanged()
      events.changed('models')
      return (await models.list()).find((model) => model.id === id)!
    },

    events: (_input, { signal }) => events.listen(signal),
  }
}
