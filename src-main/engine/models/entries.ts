import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { CatalogueModel } from '../../../src-shared/schemas/catalogue.ts'
import type { Model } from '../../../src-shared/schemas/model.ts'
import type { Store } from '../store/store.ts'
import type { Catalogue } from './catalogue.ts'

/** The model that is always there. */
export const STARTER = 'starter'

/** A model that is known: a name and a folder, which may be gone. */
export interface Entry {
  id: string
  name: string
  directory: string
}

export interface Entries {
  /** The starter first, then what was added. */
  all(): Entry[]
  /** MODEL_MISSING */
  get(id: string): Entry
  source(entry: Entry): Model['source']
  /** What the catalogue says about a model that was downloaded from it. */
  published(entry: Entry): CatalogueModel | undefined
  /** A short name for the command line that is not taken yet. */
  freeId(name: string): string
}

/** The models that are known, wherever they come from. Downloaded ones lie in `installedDir`, in folders that are named after them. */
export function createEntries(
  store: Store,
  catalogue: Catalogue,
  modelsDir: string,
  installedDir: string,
): Entries {
  const starter = {
    id: STARTER,
    name: catalogue.starter.name,
    directory: join(modelsDir, catalogue.starter.folder),
  }
  const all = (): Entry[] => [starter, ...store.models.all().map(moved)]

  /** A model that was downloaded lies in the library's folder, and was moved with it. */
  function moved(entry: Entry): Entry {
    const here = join(installedDir, basename(entry.directory))
    const isElsewhere = !existsSync(entry.directory) && existsSync(here)
    return isElsewhere ? { ...entry, directory: realpathSync(here) } : entry
  }

  function published({ directory }: Entry): CatalogueModel | undefined {
    if (!existsSync(installedDir) || dirname(directory) !== realpathSync(installedDir)) return undefined
    return catalogue.models.find(({ name }) => name === basename(directory))
  }

  return {
    all,
    get(id) {
      const entry = all().find((candidate) => candidate.id === id)
      if (entry) return entry
      throw new LumitagError(
        'MODEL_MISSING',
        `There is no model "${id}". "lumitag model list" shows those there are.`,
      )
    },
    source: (entry) => (entry.id === STARTER ? 'starter' : published(entry) ? 'catalogue' : 'folder'),
    published,
    freeId(name) {
      const taken = all().map(({ id }) => id)
      const plain =
        name
          .toLowerCase()
          .replace(/[^a-z0-9.]+/g, '-')
          .replace(/^-|-$/g, '') || 'model'
      let id = plain
      for (let count = 2; taken.includes(id); count++) id = `${plain}-${count}`
      return id
    },
  }
}
