import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { Inference } from '../inference/client.ts'
import type { JobParameters } from '../jobs/kinds.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import { exists } from '../media/thumbnail.ts'
import type { FullPhotoRow } from '../store/photos.ts'
import type { RootRow } from '../store/roots.ts'
import type { Store } from '../store/store.ts'
import { createRootStates, type RootStates } from './drives/rootStates.ts'
import { systemVolumes, type Volumes } from './drives/volumes.ts'
import { createLookNow } from './reading/lookNow.ts'
import { createWanted, type Wanted } from './reading/readingOrder.ts'
import { createRoots, type RootService } from './roots.ts'
import type { Looking } from './scanning/conclude.ts'
import { followMove } from './followMove.ts'
import { lookAtChanges } from './scanning/lookAtChanges.ts'
import { scan, type ScanParameters } from './scanning/scan.ts'
import { readScanSettings } from './scanning/scanSettings.ts'
import { createKeepUp, type KeepUp } from './watching/keepUp.ts'
import { watchTree } from './watching/watchTree.ts'

/** What whoever starts the engine may choose. */
export interface LibraryChoices {
  /** true: changes in the library's folders are followed as they happen */
  watch?: boolean
  /** milliseconds that a file must have been left alone before it is read */
  quietMs?: number
  /** what is known about drives; replaced in tests that unplug them */
  volumes?: Volumes
  /** how folders are watched; replaced in tests that reach the system's limits */
  watchTree?: typeof watchTree
  /** milliseconds between two looks at which drives are there */
  drivesEveryMs?: number
  log?: (message: string, details?: unknown) => void
}

export interface LibraryOptions extends LibraryChoices {
  store: Store
  inference: Inference
  dataDir: string
  now: () => number
  /** queues a job */
  add<K extends 'scan' | 'index'>(kind: K, parameters: JobParameters[K]): void
  /** photos came, went, moved or were read */
  photosChanged(): void
  /** a root's state is another one */
  rootsChanged(): void
}

/** The photos as files: where they are, whether they are there, and what changed. */
export interface Library {
  states: RootStates
  roots: RootService
  keepUp: KeepUp
  reading: Reading
  wanted: Wanted
  quietMs: number
  /** Whether a folder lies on another computer's disk. */
  isNetwork(folder: string): Promise<boolean>
  scan(context: JobContext<ScanParameters>): Promise<JobOutcome>
  lookNow(photo: FullPhotoRow): Promise<FullPhotoRow>
  /** Those of these photos whose files are not where they should be, though their drives are. */
  notThere(photoIds: readonly number[]): Promise<number[]>
}

/** Whether photos are read as they are found. The user's "stop" holds until the user says otherwise. */
export interface Reading {
  stop(): void
  goOn(): void
  isStopped(): boolean
}
const STOPPED = 'readingStopped'

/** Files are read when nothing was written to them for so long. */
const QUIET_MS = 1500
const DRIVES_EVERY_MS = 3000

export async function createLibrary(options: LibraryOptions): Promise<Library> {
  const { store, inference, dataDir, now, photosChanged } = options
  const volumes = options.volumes ?? systemVolumes()
  const quietMs = options.quietMs ?? QUIET_MS
  const states = createRootStates(store, volumes)
  const wanted = createWanted()
  const except = realpathSync(dataDir)
  followMove(store, except)
  const looking: Looking = {
    store,
    inference,
    states,
    limits: () => ({ ...readScanSettings(store), except }),
  }

  const reading: Reading = {
    stop: () => store.settings.set(STOPPED, true),
    goOn: () => store.settings.set(STOPPED, false),
    isStopped: () => store.settings.get<boolean>(STOPPED) === true,
  }

  async function lookAt(root: RootRow, changes: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
    const found = await lookAtChanges(looking, root, changes, (folder) => keepUp.entering(root.id, folder))
    const { added, changed, returned, moved, missing, emptied } = found
    if (emptied) options.rootsChanged()
    if (added + changed + returned + moved + missing === 0 && !emptied) return
    photosChanged()
    if (added + changed + returned > 0 && !reading.isStopped()) options.add('index', {})
  }

  const keepUp: KeepUp = createKeepUp({
    store,
    states,
    volumes,
    lookAt,
    scan: (rootId) => options.add('scan', { rootId, folder: '', automatic: true }),
    lookEvery: () => readScanSettings(store).lookEvery,
    changed: () => {
      options.rootsChanged()
      photosChanged()
    },
    log: options.log ?? (() => {}),
    watchTree: options.watchTree ?? watchTree,
    drivesEveryMs: options.drivesEveryMs ?? DRIVES_EVERY_MS,
  })

  await states.checkAll()
  return {
    states,
    roots: createRoots({ store, states, following: keepUp.of, now }),
    keepUp,
    reading,
    wanted,
    quietMs,
    isNetwork: volumes.isNetwork,
    async notThere(photoIds) {
      const gone: number[] = []
      for (const id of photoIds) {
        const photo = store.photos.get(id)
        if (!photo || states.isAway(photo)) continue
        if (!(await exists(join(photo.rootPath, photo.path)))) gone.push(id)
      }
      return gone
    },
    scan: (context) => scan({ ...looking, now, entering: keepUp.entering, found: photosChanged }, context),
    lookNow: createLookNow({
      store,
      inference,
      states,
      wanted,
      thumbnails: join(dataDir, 'thumbnails'),
      quietMs,
      changed: photosChanged,
    }),
  }
}
