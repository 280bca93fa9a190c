import { join } from 'node:path'
import type { Inference } from '../inference/client.ts'
import type { Store } from '../store/store.ts'
import { readCatalogue } from './catalogue.ts'
import { createChecks } from './check/checks.ts'
import { readHubSettings, type HubSettings } from './download/settings.ts'
import { createInstaller, type Installer } from './installer.ts'
import { createModels, type ModelService } from './models.ts'
import type { InferenceChoices } from './providers/openInference.ts'
import type { Providers } from './providers/providers.ts'
import { readTrustedFolder } from './trustedFolder.ts'

export interface ModelOptions extends InferenceChoices {
  /** the library's folder; made if it is not there */
  dataDir: string
  /** holds catalogue.json and starter/ */
  modelsDir: string
  /** how the model hub is reached, where it differs from what the environment says */
  hub?: Partial<HubSettings>
}

/** The models that there are, and those that can be had. */
export async function openModels(
  { dataDir, modelsDir, hub }: ModelOptions,
  store: Store,
  inference: Inference,
  providers: Providers,
  now: () => number,
): Promise<{ models: ModelService; installer: Installer }> {
  const catalogue = readCatalogue(modelsDir)
  const installedDir = join(dataDir, 'models')
  const readFolder = (directory: string) =>
    readTrustedFolder(directory, store.settings, join(dataDir, 'vocabularies'))
  const checks = createChecks(store.settings, readFolder, inference, providers, now)
  const parts = { store, catalogue, modelsDir, installedDir, readFolder, inference, checks, providers, now }
  const models = await createModels(parts)
  const installer = createInstaller({
    catalogue,
    models,
    directory: installedDir,
    settings: { ...readHubSettings(process.env), ...hub },
    photos: () => store.photos.counts().photos,
  })
  return { models, installer }
}
