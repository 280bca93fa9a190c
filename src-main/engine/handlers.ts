import program from '../../package.json' with { type: 'json' }
import type { EngineContract } from '../../src-shared/contract.ts'
import type { Handlers } from '../../src-shared/rpc.ts'
import type { PhotoSource } from '../../src-shared/schemas/photo.ts'
import type { EngineParts } from './engine.ts'
import { findPack } from './labels/packs.ts'
import { locatePhoto, photoDetails } from './library/photoDetails.ts'
import { choosePhotos, photoIndex } from './library/photoIndex.ts'
import { findModelFolder } from './models/hubCache.ts'
import { decide } from './tagging/decide.ts'
import { previewExport } from './tagging/exportTags.ts'

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
    exporting,
    runner,
    events,
  } = parts
  const { photosChanged, tagsChanged } = parts

  /** Photos of a source that have, or had, tags for a sidecar. */
  async function toExport(source: PhotoSource): Promise<number[]> {
    const { rows } = await choosePhotos(source, choosing)
    const wanted = new Set(rows.map(({ id }) => id))
    return store.tags.photosToExport().filter((id) => wanted.has(id))
  }
  const choosing = { store, scorer, scoring, present, labels, albums }

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

    'photos.index': ({ source }) => photoIndex(source, choosing),
    'photos.locate': ({ path }) => ({ id: locatePhoto(path, store) }),
    'photos.get': ({ id }) => photoDetails(id, store, scorer),

    'tags.decide': async (decision) => {
      await decide(decision, store, scorer, automatic, present(), parts.now)
      tagsChanged()
    },

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

    'sidecars.preview': async ({ source }) => previewExport(await toExport(source), exporting),
    'sidecars.export': async ({ source }) => runner.add('export', { photoIds: await toExport(source) }),

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
