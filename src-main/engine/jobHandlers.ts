import type { Topic } from './events.ts'
import type { JobHandlers } from './jobs/kinds.ts'
import type { Runner } from './jobs/runner.ts'
import { indexPhotos, type IndexDependencies } from './library/indexPhotos.ts'
import type { Library } from './library/library.ts'
import type { Readers } from './library/reading/readers.ts'
import { refreshMetadata } from './library/reading/refreshMetadata.ts'
import type { Installer } from './models/installer.ts'
import type { ModelService } from './models/models.ts'
import type { Inference } from './inference/client.ts'
import type { Store } from './store/store.ts'
import { prepareModel } from './switching/prepare.ts'
import { syncSidecars, type SyncJobDependencies } from './sync/sync.ts'
import { undoSync } from './sync/undo.ts'
import type { AutomaticTags } from './tagging/automatic.ts'

export interface JobParts {
  store: Store
  inference: Inference
  models: ModelService
  installer: Installer
  library: Library
  indexing: IndexDependencies
  readers: Readers
  syncing: SyncJobDependencies
  automatic: AutomaticTags
  add: Runner['add']
  photosChanged(): void
  tagsChanged(): void
  changed(...topics: Topic[]): void
}

const SYNC_TITLES = {
  export: 'Writing sidecars',
  import: 'Reading sidecars',
  sync: 'Syncing sidecars',
}

/** What each kind of job does, and what it tells the views and the queue when it is done. */
export function jobHandlers(parts: JobParts): JobHandlers {
  const { store, models, installer, indexing, syncing, automatic, photosChanged, tagsChanged } = parts
  return {
    scan: {
      title: ({ rootId }) => `Scanning ${store.roots.get(rootId)?.path ?? 'a folder'}`,
      subject: ({ rootId }) => store.roots.get(rootId)?.path,
      async run(context) {
        const outcome = await parts.library.scan(context)
        photosChanged()
        parts.changed('roots')
        const { automatic: isAutomatic, rootId } = context.parameters
        // also what waited until a drive was back
        const isWanted = store.files.hasUnread(rootId) && !parts.library.reading.isStopped()
        if (!isAutomatic || isWanted) parts.add('index', {})
        return outcome
      },
    },
    index: {
      title: () => `Indexing with ${models.active().name}`,
      subject: () => models.active().name,
      async run(context) {
        const outcome = await indexPhotos(indexing, context, parts.readers.current)
        // tags that an earlier model set get this one's word
        await automatic.applyAll()
        tagsChanged()
        return outcome
      },
    },
    prepare: {
      title: ({ name }) => `Preparing ${name}`,
      subject: ({ name }) => name,
      run: (context) => prepareModel(parts, context).finally(() => parts.changed('models')),
      isOne: true,
    },
    metadata: {
      title: () => 'Reading what photos say about themselves',
      run: (context) =>
        refreshMetadata({ ...indexing, changed: photosChanged }, context).finally(tagsChanged),
    },
    sync: {
      title: ({ direction }) => SYNC_TITLES[direction],
      subject: ({ direction }) => direction,
      run: (context) => syncSidecars(context, syncing).finally(tagsChanged),
    },
    undo: {
      title: () => 'Undoing a sync of sidecars',
      run: (context) => undoSync(context, syncing).finally(tagsChanged),
    },
    install: {
      title: ({ name, precision, textPrecision }) =>
        `Downloading ${name} (images ${precision}, texts ${textPrecision})`,
      subject: ({ name }) => name,
      run: (context) => installer.run(context).finally(() => parts.changed('models')),
      resumesByHand: true,
    },
  }
}
