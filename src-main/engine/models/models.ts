import { realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { MissingModel, Model } from '../../../src-shared/schemas/model.ts'
import type { ModelCheck } from '../../../src-shared/schemas/modelCheck.ts'
import type { ScoreScale } from '../../../src-shared/score.ts'
import type { Inference } from '../inference/client.ts'
import type { Store } from '../store/store.ts'
import type { Catalogue } from './catalogue.ts'
import { assertPassed, type Checks } from './check/checks.ts'
import { recordedDimensions } from './check/reference.ts'
import { createEntries, STARTER, type Entry } from './entries.ts'
import type { ModelFolder } from './modelFolder.ts'
import type { Providers } from './providers/providers.ts'
import { precisionOf } from './towerFiles.ts'
import type { TrustedFolder } from './trustedFolder.ts'
import { readVocabularyLines, type Vocabulary } from './vocabulary.ts'

/** A model that is ready for use: its folder, and everything that scoring needs to know. */
export interface ActiveModel extends TrustedFolder {
  id: string
  name: string
  source: Model['source']
  note: string
  dimensions: number
  scale: ScoreScale
  exactScale: boolean
  /** softmax: a score means nothing alone (CLIP has no bias), it only says which of several labels fits better */
  scoring: Model['scoring']
  templates: readonly string[]
  automatic: number
  suggestion: number
  readonly words: Vocabulary | null
}

/** The setting that names the model in use. */
const ACTIVE_MODEL = 'activeModel'

export interface ModelService {
  active(): ActiveModel
  /** A model by its id, in use or not. MODEL_MISSING, or what is wrong with its folder. */
  get(id: string): Promise<ActiveModel>
  /** The model that the user put in use while it cannot be: the starter stands in. Null when all is well. */
  missing(): MissingModel | null
  list(): Promise<Model[]>
  /** Registers a folder that passes its self-test; `anyway`: even if its towers seem to disagree. */
  add(directory: string, name?: string, anyway?: boolean): Promise<Model>
  /** Runs a model's self-test again. MODEL_MISSING, or why it does not run at all. */
  check(id: string): Promise<ModelCheck>
  /** Puts a model in use from now on. */
  use(id: string): Promise<ActiveModel>
}

export interface ModelDependencies {
  store: Store
  catalogue: Catalogue
  /** holds starter/ */
  modelsDir: string
  /** holds the models that were downloaded, a folder each */
  installedDir: string
  readFolder(directory: string): Promise<TrustedFolder>
  inference: Inference
  checks: Checks
  providers: Providers
  now: () => number
}

/** Knows the starter and the folders that the user added; loads the one in use. */
export async function createModels(dependencies: ModelDependencies): Promise<ModelService> {
  const { store, catalogue, readFolder, inference, checks, providers, now } = dependencies
  const entries = createEntries(store, catalogue, dependencies.modelsDir, dependencies.installedDir)

  function familyOf({ family }: ModelFolder): Catalogue['families'][string] {
    const known = catalogue.families[family]
    if (known) return known
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `Models of the type "${family}" cannot be used. Use a SigLIP 2 export.`,
    )
  }

  async function load(id: string): Promise<ActiveModel> {
    const entry = entries.get(id)
    const folder = await readFolder(entry.directory)
    const proposal = id === STARTER ? catalogue.starter : familyOf(folder)
    const family = catalogue.families[folder.family]
    // made when a label or a list asks for it: it takes longer than all else here
    let words: Vocabulary | null = null
    return {
      ...folder,
      id,
      name: entry.name,
      source: entries.source(entry),
      note: [entries.published(entry)?.goodFor ?? proposal.note, proposal.caution].filter(Boolean).join(' '),
      dimensions: await dimensionsOf(folder),
      scale: folder.scale ?? { logitScale: family!.logitScale, logitBias: family!.logitBias },
      exactScale: folder.scale !== null,
      scoring: folder.family === 'clip' ? 'softmax' : 'sigmoid',
      templates: proposal.templates,
      automatic: proposal.automatic,
      suggestion: proposal.suggestion,
      get words() {
        const { vocabulary } = folder
        return (words ??= vocabulary && readVocabularyLines(vocabulary.names, vocabulary.related))
      },
    }
  }

  /** The width that both towers gave in their test; towers that were tested before, here or by their maker, are not loaded. */
  async function dimensionsOf(folder: TrustedFolder): Promise<number> {
    const known = store.settings.get<number>(testedSetting(folder))
    if (known !== undefined) return known
    const recorded = await recordedDimensions(folder, store.settings)
    if (recorded !== null) return recorded
    const { dimensions } = await inference.run({ kind: 'test', vision: folder.vision, text: folder.text })
    store.settings.set(testedSetting(folder), dimensions)
    return dimensions
  }

  const describe = (model: ActiveModel): Model => ({
    id: model.id,
    name: model.name,
    source: model.source,
    directory: model.directory,
    active: model.id === active.id,
    imageSize: model.vision.processor.size,
    dimensions: model.dimensions,
    scoring: model.scoring,
    automatic: model.automatic,
    suggestion: model.suggestion,
    exactScale: model.exactScale,
    note: model.note,
    concepts: model.words?.concepts.length ?? null,
    precision: { vision: precisionOf(model.vision.file), text: precisionOf(model.text.file) },
    speed: providers.speed(model.embeddingKey.tower),
    embeddings: store.embeddings.count(model.embeddingKey),
    check: checks.last(model),
    problem: null,
  })

  /** A model whose folder is gone or broken is still listed, with the reason. */
  const broken = (entry: Entry, error: unknown): Model => ({
    ...entry,
    source: entries.source(entry),
    active: entry.id === active.id,
    imageSize: 0,
    dimensions: 0,
    scoring: 'sigmoid',
    automatic: 0,
    suggestion: 0,
    exactScale: false,
    note: '',
    concepts: null,
    precision: { vision: '', text: '' },
    speed: null,
    embeddings: 0,
    check: null,
    problem: wordsOf(error),
  })

  const chosen = (): string => store.settings.get<string>(ACTIVE_MODEL) ?? STARTER
  let problem = ''
  let active = await load(chosen()).catch(async (error: unknown) => {
    if (chosen() === STARTER) throw error
    problem = wordsOf(error)
    return load(STARTER)
  })

  return {
    active: () => active,
    get: async (id) => (id === active.id ? active : load(id)),
    missing() {
      if (chosen() === active.id) return null
      const entry = entries.all().find(({ id }) => id === chosen())
      return entry ? { ...entry, problem } : null
    },
    list: () =>
      Promise.all(
        entries.all().map((entry) => load(entry.id).then(describe, (error) => broken(entry, error))),
      ),
    async add(directory, name, anyway = false) {
      const before = await readFolder(directory)
      familyOf(before)
      const path = realpathSync(before.directory)
      const same = entries.all().find((entry) => entry.directory === path)
      if (same)
        throw new LumitagError('ALREADY_EXISTS', `This model folder was added already, as "${same.id}".`)
      // checked and tried before it is remembered: a folder that does not work leaves no trace
      const { folder, check, dimensions } = await checks.run(directory)
      assertPassed(check, anyway)
      store.settings.set(testedSetting(folder), dimensions)
      const wanted = name ?? basename(path)
      const id = entries.freeId(wanted)
      store.models.add({ id, name: wanted, directory: path }, now())
      return describe(await load(id))
    },
    check: async (id) => (await checks.run(entries.get(id).directory)).check,
    async use(id) {
      active = await load(id)
      store.settings.set(ACTIVE_MODEL, id)
      return active
    },
  }
}

const testedSetting = ({ embeddingKey, textFingerprint }: TrustedFolder): string =>
  `tested:${embeddingKey.tower}:${textFingerprint}:${embeddingKey.preprocessing}`

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
