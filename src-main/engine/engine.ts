import type { ChildProcess } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join, resolve, sep } from 'node:path'
import program from '../../package.json' with { type: 'json' }
import { contract, type EngineContract } from '../../src-shared/contract.ts'
import { LumitagError } from '../../src-shared/errors.ts'
import {
  parseInput,
  type CallName,
  type Context,
  type Handlers,
  type Input,
  type Output,
} from '../../src-shared/rpc.ts'
import type { PhotoSource } from '../../src-shared/schemas/photo.ts'
import { createAlbums } from './albums/albums.ts'
import { createEvents } from './events.ts'
import { createInference } from './inference/client.ts'
import { createRunner } from './jobs/runner.ts'
import { createLabels } from './labels/labels.ts'
import { findPack, readPacks } from './labels/packs.ts'
import { createQueries } from './labels/queries.ts'
import { createScorer, type Scoring } from './labels/scorer.ts'
import { indexPhotos } from './library/indexPhotos.ts'
import { photoDetails } from './library/photoDetails.ts'
import { choosePhotos, photoIndex } from './library/photoIndex.ts'
import { presentPhotos } from './library/present.ts'
import { createRoots } from './library/roots.ts'
import { scan } from './library/scan.ts'
import { answerMedia, type MediaFile, type MediaKind } from './media/answer.ts'
import { mediaFile } from './media/media.ts'
import { readCatalogue } from './models/catalogue.ts'
import { createModels, type ActiveModel } from './models/models.ts'
import { openStore, type Store } from './store/store.ts'
import { createAutomaticTags } from './tagging/automatic.ts'
import { decide } from './tagging/decide.ts'
import { exportTags, previewExport, type ExportDependencies } from './tagging/exportTags.ts'
import { CosineCache } from './vectors/cosineCache.ts'
import { VectorStore } from './vectors/vectorStore.ts'
import { readSidecar } from './xmp/read.ts'
import { openSidecarBatch } from './xmp/sidecar.ts'

export interface EngineOptions {
  /** the library's folder; made if it is not there */
  dataDir: string
  /** holds catalogue.json and starter/ */
  modelsDir: string
  /** holds labels/ (packs) and samples/ */
  resourcesDir: string
  /** starts the inference process; replaced in tests that watch it die */
  spawn?: (entry: string) => ChildProcess
  log?: (message: string, details?: unknown) => void
  clock?: () => number
  /** worker threads for inference; default: one per core */
  threads?: number
  /** false: jobs wait in the queue until `start()` is called */
  runJobs?: boolean
}

export interface Engine {
  handlers: Handlers<EngineContract>
  /** A call by name, input checked: what the CLI and tests use. */
  call<K extends CallName<EngineContract>>(
    name: K,
    ...input: undefined extends Input<EngineContract, K> ? [] : [Input<EngineContract, K>]
  ): Promise<Output<EngineContract, K>>
  /** GET thumb/<id> and full/<id>: pictures by photo id, never by path. */
  media(request: Request): Promise<Response>
  /** The file that shows a photo, for a shell that streams it itself. */
  mediaFile(kind: MediaKind, id: number): Promise<MediaFile>
  /** The photo's file, for what only the shell can do with it (reveal, open). NOT_FOUND if there is no such photo. */
  photoFile(id: number): string
  /** Starts working on the queue. */
  start(): void
  /** Waits until no job is queued or running. */
  idle(): Promise<void>
  /** Stops taking work, finishes the photo in hand, closes the database. */
  close(): Promise<void>
}

/** Composition root: makes every part, gives each what it needs, and answers the contract with them. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { dataDir, log = () => {} } = options
  const now = options.clock ?? Date.now
  const store = openStore(dataDir)
  const inference = createInference({
    threads: options.threads ?? availableParallelism(),
    log,
    ...(options.spawn ? { spawn: options.spawn } : {}),
  })
  const models = await createModels(
    store,
    readCatalogue(options.modelsDir),
    options.modelsDir,
    inference,
    now,
  ).catch(async (error: unknown) => {
    await inference.close()
    store.close()
    throw error
  })
  const packs = readPacks(options.resourcesDir)

  let scoring = openScoring(store, models.active())
  const present = presentPhotos(store)
  const queries = createQueries(store.embeddings, inference, models.active)
  const scorer = createScorer(queries, () => scoring)
  const automatic = createAutomaticTags(store, scorer, () => scoring, present.get, now)
  const labels = createLabels({ store, scorer, scoring: () => scoring, present: present.get, automatic, now })
  const albums = createAlbums(store, scorer, present.get, now)
  const roots = createRoots(store, now)
  const indexDependencies = { store, scorer, scoring: () => scoring, present: present.get, labels, albums }
  const exporting: ExportDependencies = {
    store,
    openBatch: openSidecarBatch,
    embedded: (file) => inference.run({ kind: 'embedded', file }),
    readTags: (bytes, known) => readSidecar(bytes, known).tags,
    now,
  }

  const runner = createRunner(
    store.jobs,
    {
      scan: {
        title: ({ rootId }) => `Scanning ${store.roots.get(rootId)?.path ?? 'a folder'}`,
        async run(context) {
          const outcome = await scan(store, now, context)
          photosChanged()
          events.changed('roots')
          runner.add('index', {})
          return outcome
        },
      },
      index: {
        title: () => `Indexing with ${models.active().name}`,
        run: (context) =>
          indexPhotos(
            {
              store,
              inference,
              scoring: () => scoring,
              thumbnails: join(dataDir, 'thumbnails'),
              async stored(contentIds) {
                present.changed()
                await automatic.applyContents(contentIds)
                photosChanged()
              },
            },
            context,
          ),
      },
      export: {
        title: () => 'Writing sidecars',
        async run(context) {
          const outcome = await exportTags(context, exporting)
          tagsChanged()
          return outcome
        },
      },
    },
    now,
    () => events.changed('jobs'),
  )
  const events = createEvents(runner.list)

  /** Photos came, went or were read: everything that counts photos may be different. */
  function photosChanged(): void {
    present.changed()
    events.changed('photos', 'tags', 'labels', 'albums')
  }
  const tagsChanged = (): void => events.changed('tags', 'labels', 'albums', 'photos')

  async function idsOf(source: PhotoSource): Promise<number[]> {
    const { rows } = await choosePhotos(source, indexDependencies)
    const wanted = new Set(rows.map(({ id }) => id))
    return store.tags.photosToExport().filter((id) => wanted.has(id))
  }

  function locate(path: string): number {
    const file = resolve(path)
    for (const root of store.roots.all()) {
      const id =
        file.startsWith(root.path + sep) &&
        store.photos.idAt(
          root.id,
          file
            .slice(root.path.length + 1)
            .split(sep)
            .join('/'),
        )
      if (id) return id
    }
    throw new LumitagError('NOT_FOUND', `${file} is not in the library. Add its folder first.`)
  }

  const handlers: Handlers<EngineContract> = {
    'library.status': async () => {
      const suggested = (await labels.list()).reduce((sum, { counts }) => sum + counts.suggested, 0)
      const { photos, unreadable } = store.photos.counts()
      const embedded = present
        .get()
        .rows.filter(
          ({ contentId }) => contentId !== null && scoring.vectors.rowOf(contentId) !== undefined,
        ).length
      return {
        version: program.version,
        directory: dataDir,
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

    'photos.index': ({ source }) => photoIndex(source, indexDependencies),
    'photos.locate': ({ path }) => ({ id: locate(path) }),
    'photos.get': ({ id }) => photoDetails(id, store, scorer),

    'tags.decide': async (decision) => {
      await decide(decision, store, scorer, automatic, present.get(), now)
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
    'labels.packs': () => packs,
    'labels.addPack': async ({ name }) => {
      const wanted = findPack(packs, name).labels.filter((label) => !store.labels.named(label.name))
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

    'sidecars.preview': async ({ source }) => previewExport(await idsOf(source), exporting),
    'sidecars.export': async ({ source }) => runner.add('export', { photoIds: await idsOf(source) }),

    'models.list': () => models.list(),
    'models.add': async ({ directory, name }) => {
      const model = await models.add(directory, name)
      events.changed('models')
      return model
    },
    'models.use': async ({ id }) => {
      scoring = openScoring(store, await models.use(id))
      await automatic.applyAll()
      runner.add('index', {})
      photosChanged()
      events.changed('models')
      return (await models.list()).find((model) => model.id === id)!
    },

    events: (_input, { signal }) => events.listen(signal),
  }

  if (options.runJobs !== false) runner.start()

  return {
    handlers,
    async call(name, ...input) {
      const handler = handlers[name] as (input: unknown, context: Context) => unknown
      const parsed = parseInput(contract[name].input, name, input[0])
      return (await handler(parsed, { signal: new AbortController().signal })) as never
    },
    media: (request) =>
      answerMedia(request, (kind, id) => mediaFile(kind, id, { store, inference, dataDir })),
    mediaFile: (kind, id) => mediaFile(kind, id, { store, inference, dataDir }),
    photoFile(id) {
      const photo = store.photos.get(id)
      if (!photo) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
      return join(photo.rootPath, photo.path)
    },
    start: () => runner.start(),
    idle: () => runner.idle(),
    async close() {
      const stopped = runner.close()
      await inference.close()
      await stopped
      store.close()
    },
  }
}

/** The embeddings of a model, in memory. */
function openScoring(store: Store, model: ActiveModel): Scoring {
  const vectors = new VectorStore(model.dimensions)
  for (const { contentId, vector } of store.embeddings.iterate(model.embeddingKey))
    vectors.add(contentId, vector)
  return { model, vectors, cosines: new CosineCache(vectors) }
}
