import { realpathSync } from 'node:fs'
import { basename, join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Model } from '../../../src-shared/schemas/model.ts'
import type { ScoreScale } from '../../../src-shared/score.ts'
import type { Inference } from '../inference/client.ts'
import type { EmbeddingKey } from '../store/embeddings.ts'
import type { Store } from '../store/store.ts'
import type { Catalogue } from './catalogue.ts'
import { fingerprintOf } from './fingerprint.ts'
import { readModelFolder, type ModelFolder } from './modelFolder.ts'
import { readVocabularyLines, type Vocabulary } from './vocabulary.ts'

/** A model that is ready for use: its folder, and everything that scoring needs to know. */
export interface ActiveModel extends ModelFolder {
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
  /** what image embeddings are stored under */
  embeddingKey: EmbeddingKey
  /** what label vectors are stored under: the text tower, and how it is given its texts */
  textFingerprint: string
  normalisation: string
  words: Vocabulary | null
}

const STARTER = 'starter'

export interface ModelService {
  active(): ActiveModel
  /** A model by its id, in use or not. MODEL_MISSING, or what is wrong with its folder. */
  get(id: string): Promise<ActiveModel>
  list(): Promise<Model[]>
  add(directory: string, name?: string): Promise<Model>
  /** Puts a model in use from now on. */
  use(id: string): Promise<ActiveModel>
}

/**
 * Knows the starter and the folders that the user added; loads the one in use. Vocabularies are kept in a folder of
 * their own, in their compact form.
 */
export async function createModels(
  store: Store,
  catalogue: Catalogue,
  modelsDir: string,
  vocabularies: string,
  inference: Inference,
  now: () => number,
): Promise<ModelService> {
  const entries = (): { id: string; name: string; directory: string }[] => [
    { id: STARTER, name: catalogue.starter.name, directory: join(modelsDir, catalogue.starter.folder) },
    ...store.models.all(),
  ]

  function familyOf({ family }: ModelFolder): Catalogue['families'][string] {
    const known = catalogue.families[family]
    if (known) return known
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `Models of the type "${family}" cannot be used. Use a SigLIP 2 export.`,
    )
  }

  /** The folder, which is never written to, and where its vocabulary's compact form is kept. */
  async function readFolder(directory: string): Promise<ModelFolder & Pick<ActiveModel, 'normalisation'>> {
    const folder = readModelFolder(directory)
    const source = await fingerprintOf(folder.text.tokenizerFile, store.settings)
    const vocabulary = { source, file: join(vocabularies, `${source}.vocabulary`) }
    const text = { ...folder.text, vocabulary }
    return { ...folder, text, normalisation: `${text.norm}-v1 ${source}` }
  }

  async function load(id: string): Promise<ActiveModel> {
    const entry = entries().find((candidate) => candidate.id === id)
    if (!entry)
      throw new LumitagError(
        'MODEL_MISSING',
        `There is no model "${id}". "lumitag model list" shows those there are.`,
      )
    const folder = await readFolder(entry.directory)
    const proposal = id === STARTER ? catalogue.starter : familyOf(folder)
    const family = catalogue.families[folder.family]
    const [tower, textFingerprint] = await Promise.all([
      fingerprintOf(folder.vision.file, store.settings),
      fingerprintOf(folder.text.file, store.settings),
    ])
    return {
      ...folder,
      id,
      name: entry.name,
      source: id === STARTER ? 'starter' : 'folder',
      note: proposal.note,
      dimensions: await dimensionsOf(folder, tower, textFingerprint),
      scale: folder.scale ?? { logitScale: family!.logitScale, logitBias: family!.logitBias },
      exactScale: folder.scale !== null,
      scoring: folder.family === 'clip' ? 'softmax' : 'sigmoid',
      templates: proposal.templates,
      automatic: proposal.automatic,
      suggestion: proposal.suggestion,
      embeddingKey: { tower, preprocessing: folder.vision.processor.id },
      textFingerprint,
      words: folder.vocabulary && readVocabularyLines(folder.vocabulary),
    }
  }

  /** The width that both towers gave in their test; towers that were tested before are not loaded again. */
  async function dimensionsOf(folder: ModelFolder, tower: string, textTower: string): Promise<number> {
    const key = `tested:${tower}:${textTower}:${folder.vision.processor.id}`
    const known = store.settings.get<number>(key)
    if (known !== undefined) return known
    const { dimensions } = await inference.run({ kind: 'test', vision: folder.vision, text: folder.text })
    store.settings.set(key, dimensions)
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
    problem: null,
  })

  /** A model whose folder is gone or broken is still listed, with the reason. */
  const broken = (entry: { id: string; name: string; directory: string }, error: unknown): Model => ({
    ...entry,
    source: entry.id === STARTER ? 'starter' : 'folder',
    active: false,
    imageSize: 0,
    dimensions: 0,
    scoring: 'sigmoid',
    automatic: 0,
    suggestion: 0,
    exactScale: false,
    note: '',
    concepts: null,
    problem: error instanceof Error ? error.message : String(error),
  })

  let active = await load(store.settings.get<string>('activeModel') ?? STARTER).catch(
    async (error: unknown) => {
      if (store.settings.get<string>('activeModel') === undefined) throw error
      return load(STARTER)
    },
  )

  return {
    active: () => active,
    get: async (id) => (id === active.id ? active : load(id)),
    list: () =>
      Promise.all(entries().map((entry) => load(entry.id).then(describe, (error) => broken(entry, error)))),
    async add(directory, name) {
      const folder = await readFolder(directory)
      const path = realpathSync(folder.directory)
      const same = entries().find((entry) => entry.directory === path)
      if (same)
        throw new LumitagError('ALREADY_EXISTS', `This model folder was added already, as "${same.id}".`)
      const wanted = name ?? basename(path)
      const id = freeId(
        wanted,
        entries().map((entry) => entry.id),
      )
      // checked and tried before it is remembered: a folder that does not work leaves no trace
      familyOf(folder)
      await inference.run({ kind: 'test', vision: folder.vision, text: folder.text })
      store.models.add({ id, name: wanted, directory: path }, now())
      return describe(await load(id))
    },
    async use(id) {
      active = await load(id)
      store.settings.set('activeModel', id)
      return active
    },
  }
}

/** A short name for the command line that is not taken yet. */
function freeId(name: string, taken: readonly string[]): string {
  const plain =
    name
      .toLowerCase()
      .replace(/[^a-z0-9.]+/g, '-')
      .replace(/^-|-$/g, '') || 'model'
  let id = plain
  for (let count = 2; taken.includes(id); count++) id = `${plain}-${count}`
  return id
}
