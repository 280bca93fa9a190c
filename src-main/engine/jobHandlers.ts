import type { Topic } from './events.ts'
import type { JobHandlers, Runner } from './jobs/runner.ts'
import { indexPhotos, type IndexDependencies } from './library/indexPhotos.ts'
import { scan } from './library/scan.ts'
import type { Installer } from './models/installer.ts'
import type { ModelService } from './models/models.ts'
import type { Store } from './store/store.ts'
import type { AutomaticTags } from './tagging/automatic.ts'
import { exportTags, type ExportDependencies } from './tagging/exportTags.ts'

export interface JobParts {
  store: Store
  models: ModelService
  installer: Installer
  indexing: IndexDependencies
  exporting: ExportDependencies
  automatic: AutomaticTags
  now: () => number
  add: Runner['add']
  photosChanged(): void
  tagsChanged(): void
  changed(...topics: Topic[]): void
}

/** What each kind of job does, and what it tells the views and the queue when it is done. */
export function jobHandlers(parts: JobParts): JobHandlers {
  const { store, models, installer, indexing, exporting, automatic, photosChanged, tagsChanged } = parts
  return {
    scan: {
      title: ({ rootId }) => `Scanning ${store.roots.get(rootId)?.path ?? 'a folder'}`,
      async run(context) {
        const outcome = await scan(store, parts.now, context)
        photosChanged()
        parts.changed('roots')
        parts.add('index', {})
        return outcome
      },
    },
    index: {
      title: () => `Indexing with ${models.active().name}`,
      async run(context) {
        const outcome = await indexPhotos(indexing, context)
        // tags that an earlier model set get this one's word
        await automatic.applyAll()
        tagsChanged()
        return outcome
      },
    },
    export: {
      title: () => 'Writing sidecars',
      run: (context) => exportTags(context, exporting).finally(tagsChanged),
    },
    install: {
      title: ({ name, precision, textPrecision }) =>
        `Downloading ${name} (images ${precision}, texts ${textPrecision})`,
      run: (context) => installer.run(context).finally(() => parts.changed('models')),
      resumesByHand: true,
    },
  }
}
