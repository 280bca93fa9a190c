import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { contract, type EngineContract } from '../../src-shared/contract.ts'
import {
  parseInput,
  type CallName,
  type Context,
  type Handlers,
  type Input,
  type Output,
} from '../../src-shared/rpc.ts'
import { createAlbums } from './albums/albums.ts'
import { albumMask, albumRules } from './albums/byHand.ts'
import type { DroppedPhotos } from './classify/dropped.ts'
import { createSinglePhotos } from './classify/singlePhotos.ts'
import { createDuplicates } from './duplicates/duplicates.ts'
import { createEvents } from './events.ts'
import { createHandlers } from './handlers.ts'
import type { Inference } from './inference/client.ts'
import { createPace } from './jobs/pace.ts'
import { createRunner, type Runner } from './jobs/runner.ts'
import { jobHandlers } from './jobHandlers.ts'
import { openCurrentScoring } from './labels/currentScoring.ts'
import { openLabelling } from './labels/openLabelling.ts'
import { readPacks } from './labels/packs.ts'
import { createWhy, type Why } from './labels/why/why.ts'
import { createLibrary, type LibraryChoices } from './library/library.ts'
import { photoFile } from './library/photoDetails.ts'
import { createReaders } from './library/reading/readers.ts'
import { photosToSync, type PhotoIndexDependencies } from './library/photoIndex.ts'
import { isMetadataOutdated } from './library/reading/refreshMetadata.ts'
import { openPresentPhotos } from './library/present.ts'
import { answerMedia, type MediaFile, type MediaKind } from './media/answer.ts'
import { mediaFile } from './media/media.ts'
import { openInference } from './models/providers/openInference.ts'
import type { Providers } from './models/providers/providers.ts'
import { openModels, type ModelOptions } from './models/openModels.ts'
import { watchForReturn } from './models/watchForReturn.ts'
import { createRules } from './rules/rules.ts'
import { createTerms } from './rules/terms.ts'
import { createSearch } from './search/search.ts'
import { openStore, type Store } from './store/store.ts'
import { createSwitching } from './switching/switching.ts'
import { sidecarSettings } from './sync/settings.ts'
import type { SyncJobDependencies } from './sync/sync.ts'
import { Journal } from './xmp/journal.ts'
import { readSidecar } from './xmp/read.ts'

export interface EngineOptions extends LibraryChoices, ModelOptions {
  /** holds labels/ (packs) and samples/ */
  resourcesDir: string
  clock?: () => number
  /** whether the computer runs on battery; default: asks the system */
  onBattery?: () => Promise<boolean | null>
  /** false: jobs wait in the queue until `start()` is called */
  runJobs?: boolean
}

export interface Engine {
  handlers: Handlers<EngineContract>
  /** A call by name, input checked: what the CLI and tests use. */
  call<K extends CallName<EngineContract>>(
    name: K,
    ...input: undefined extends Input<EngineContract, K>
      ? [Input<EngineContract, K>?]
      : [Input<EngineContract, K>]
  ): Promise<Output<EngineContract, K>>
  /** GET thumb/<id>, full/<id> and dropped/<id>: pictures by photo id, never by path. */
  media(request: Request): Promise<Response>
  /** The file that shows a photo, for a shell that streams it itself. */
  mediaFile(kind: MediaKind, id: number): Promise<MediaFile>
  /** The photo's file, for what only the shell can do with it (reveal, open). NOT_FOUND if there is no such photo. */
  photoFile(id: number): string
  /** Photos that words are tried on without their being in the library. */
  dropped: DroppedPhotos
  /** Writes a photo with a heat map on it: for the command line. */
  drawHeatMap: Why['draw']
  /** Starts working on the queue. */
  start(): void
  /** Waits until no job is queued or running. */
  idle(): Promise<void>
  /** Stops taking work, finishes the photo in hand, closes the database. */
  close(): Promise<void>
}

/** Opens the library and makes the engine on it; what cannot be made leaves nothing open. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const store = openStore(options.dataDir)
  const { inference, providers } = openInference(options, store.settings)
  try {
    return await compose(options, store, inference, providers)
  } catch (error) {
    await inference.close()
    store.close()
    throw error
  }
}

/** Composition root: makes every part, gives each what it needs, and answers the contract with them. */
async function compose(
  options: EngineOptions,
  store: Store,
  inference: Inference,
  providers: Providers,
): Promise<Engine> {
  const { dataDir, clock: now = Date.now } = options
  const copies = join(dataDir, 'vectors')
  const { models, installer } = await openModels(options, store, inference, providers, now)

  const [current, present] = await Promise.all([
    openCurrentScoring(store, models.active(), {
      directory: copies,
      threads: options.threads ?? availableParallelism(),
      log: options.log,
    }),
    openPresentPhotos(store.present),
  ])
  const scoring = current.get
  const packs = readPacks(options.resourcesDir)
  const isStandIn = (): boolean => models.missing() !== null
  const labelling = openLabelling({ store, inference, scoring, present, packs, isStandIn, now })
  const { scorer, readings, automatic, labels, spelling } = labelling
  const drops = join(dataDir, 'dropped')
  const { classify, dropped, photoEmbedding } = createSinglePhotos(drops, store, models, inference)
  const why = createWhy({ store, inference, scorer, photoEmbedding })
  const terms = createTerms(scorer, photoEmbedding, models.active)
  const rules = createRules({
    ...{ store, scorer, readings, terms, now },
    albumMask: (id, photos, ask) => albumMask(id, photos, ask, store),
    albumRules: (ids) => albumRules(ids, store),
  })
  const albums = createAlbums(store, rules, present, now)
  const duplicates = createDuplicates({ store, scoring, present, inference, dataDir })
  const search = createSearch({ store, scorer, terms, spelling, present, prepare: rules })
  const library = await createLibrary({
    ...options,
    store,
    inference,
    now,
    add: (kind, parameters) => void runner.add(kind, parameters),
    photosChanged,
    rootsChanged: () => events.changed('roots'),
  })
  const { states } = library
  const choosing: PhotoIndexDependencies = { store, scorer, present, labels, albums, search, states }
  const syncing: SyncJobDependencies = {
    store,
    settings: () => sidecarSettings(store.settings),
    photosOf: (request) => photosToSync(request, choosing),
    embedded: (file) => inference.run({ kind: 'embedded', file }),
    read: readSidecar,
    journal: () => new Journal(join(dataDir, 'journal')),
    isNetwork: library.isNetwork,
    now,
  }
  const pace = createPace(store.settings, options.onBattery)
  const shared = { store, models, installer, library, syncing, automatic, why, photosChanged, tagsChanged }
  const indexing = { ...library, store, inference, pace, scoring, thumbnails: join(dataDir, 'thumbnails') }
  const readers = createReaders(store, scoring, stored)

  const runner: Runner = createRunner(
    store.jobs,
    jobHandlers({
      ...shared,
      inference,
      indexing,
      readers,
      add: (kind, parameters) => runner.add(kind, parameters),
      changed: (...topics) => events.changed(...topics),
    }),
    now,
    () => events.changed('jobs'),
  )
  const events = createEvents(runner.list)
  const switching = createSwitching({ store, inference, models, current, runner, present, copies })

  /** Photos were read and embedded: their automatic tags follow. */
  async function stored(contentIds: number[]): Promise<void> {
    scoring().save()
    await automatic.applyContents(contentIds)
    photosChanged()
  }
  function photosChanged(): void {
    events.changed('photos', 'tags', 'labels', 'albums')
  }
  function tagsChanged(): void {
    events.changed('photos', 'tags', 'labels', 'albums')
  }

  const handlers = createHandlers({
    ...labelling,
    ...shared,
    inference,
    dataDir,
    resourcesDir: options.resourcesDir,
    now,
    providers,
    classify,
    dropped,
    scorer,
    scoring,
    switching,
    present,
    labels,
    albums,
    search,
    duplicates,
    choosing,
    runner,
    pace,
    events,
  })
  const pictureFile = async (kind: MediaKind, id: number): Promise<MediaFile> =>
    kind === 'dropped'
      ? dropped.picture(id)
      : mediaFile(kind, id, { store, inference, dataDir, lookNow: library.lookNow })
  const stopWatching = watchForReturn(models, async (id) => {
    await handlers['models.use']({ id }, { signal: new AbortController().signal })
  })
  if (isMetadataOutdated(store)) runner.add('metadata', {})
  if (options.runJobs !== false) runner.start()
  if (options.watch) library.keepUp.start()

  return {
    handlers,
    async call(name, ...input) {
      const handler = handlers[name] as (input: unknown, context: Context) => unknown
      const parsed = parseInput(contract[name].input, name, input[0])
      return (await handler(parsed, { signal: new AbortController().signal })) as never
    },
    media: (request) => answerMedia(request, pictureFile),
    mediaFile: pictureFile,
    photoFile: (id) => photoFile(id, store),
    dropped,
    drawHeatMap: why.draw,
    start: () => runner.start(),
    idle: () => runner.idle(),
    async close() {
      stopWatching()
      await library.keepUp.close()
      const stopped = runner.close()
      await inference.close()
      await stopped
      dropped.clear()
      await current.close()
      store.close()
    },
  }
}
