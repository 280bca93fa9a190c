import type { Evaluation, EvaluationRequest } from '../../src-shared/schemas/evaluation.ts'
import type { DuplicatesFound } from '../../src-shared/schemas/duplicates.ts'
import type { AlbumService } from './albums/albums.ts'
import type { Classifier } from './classify/classify.ts'
import type { DroppedPhotos } from './classify/dropped.ts'
import type { Events } from './events.ts'
import type { PaceService } from './jobs/pace.ts'
import type { Inference } from './inference/client.ts'
import type { Runner } from './jobs/runner.ts'
import type { LabelService } from './labels/labels.ts'
import type { Packs } from './labels/packs.ts'
import type { Previews } from './labels/preview.ts'
import type { Readings } from './labels/readings.ts'
import type { Scorer } from './labels/scorer.ts'
import type { Scoring } from './labels/scoring.ts'
import type { Why } from './labels/why/why.ts'
import type { Library } from './library/library.ts'
import type { PhotoIndexDependencies } from './library/photoIndex.ts'
import type { PresentPhotos } from './library/present.ts'
import type { Installer } from './models/installer.ts'
import type { ModelService } from './models/models.ts'
import type { Providers } from './models/providers/providers.ts'
import type { Search } from './search/search.ts'
import type { Store } from './store/store.ts'
import type { Switching } from './switching/switching.ts'
import type { SyncJobDependencies } from './sync/sync.ts'
import type { AutomaticTags } from './tagging/automatic.ts'

/** What the contract's answers are made of. */
export interface EngineParts {
  dataDir: string
  /** holds labels/ (packs) and samples/ */
  resourcesDir: string
  now: () => number
  store: Store
  inference: Inference
  models: ModelService
  providers: Providers
  installer: Installer
  classify: Classifier
  dropped: DroppedPhotos
  scorer: Scorer
  scoring: () => Scoring
  switching: Switching
  packs: Packs
  present: () => PresentPhotos
  automatic: AutomaticTags
  labels: LabelService
  preview: Previews
  evaluate(request: EvaluationRequest): Promise<Evaluation>
  readings: Readings
  why: Why
  albums: AlbumService
  search: Search
  duplicates: () => Promise<DuplicatesFound>
  choosing: PhotoIndexDependencies
  library: Library
  syncing: SyncJobDependencies
  runner: Runner
  pace: PaceService
  events: Events
  /** Photos came, went or were read: everything that counts photos may be different. */
  photosChanged(): void
  tagsChanged(): void
}
