import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import { albums } from './albums.ts'
import { backUp } from './backup.ts'
import { contents } from './contents.ts'
import { embeddings } from './embeddings.ts'
import { files } from './files.ts'
import { assertWhole } from './integrity.ts'
import { jobs } from './jobs.ts'
import { labels } from './labels.ts'
import { marks } from './marks.ts'
import { migrate } from './migrate.ts'
import { models } from './models.ts'
import { lockLibrary, openDatabase } from './open.ts'
import { photos } from './photos.ts'
import { presentPhotos } from './presentPhotos.ts'
import { roots } from './roots.ts'
import { settings } from './settings.ts'
import { sidecars } from './sidecars.ts'
import { syncRuns } from './syncRuns.ts'
import { tags } from './tags.ts'
import { tagSteps } from './tagSteps.ts'
import { tagStates } from './tagStates.ts'
import { upkeep } from './upkeep.ts'
import { withSidecar } from './withSidecar.ts'

export type Store = ReturnType<typeof openStore>

/** Opens the library in this folder, alone, at this program's schema version: one repository per table family. */
export function openStore(directory: string) {
  try {
    mkdirSync(directory, { recursive: true })
    accessSync(directory, constants.W_OK)
  } catch (error) {
    throw new LumitagError(
      'FOLDER_UNREADABLE',
      `The library’s folder ${directory} cannot be used (${error instanceof Error ? error.message : String(error)}). Name another one with --library <dir>.`,
      { cause: error },
    )
  }
  const unlock = lockLibrary(join(directory, 'library.lock'))
  try {
    const db = openDatabase(join(directory, 'library.db'))
    assertWhole(db, directory)
    migrate(db, (version) => backUp(db, directory, version, Date.now()))
    return {
      settings: settings(db),
      roots: roots(db),
      photos: photos(db),
      contents: contents(db),
      present: presentPhotos(db),
      files: files(db),
      embeddings: embeddings(db),
      labels: labels(db),
      tags: tags(db),
      tagStates: tagStates(db),
      tagSteps: tagSteps(db),
      marks: marks(db),
      albums: albums(db),
      jobs: jobs(db),
      sidecars: sidecars(db),
      withSidecar: withSidecar(db),
      syncRuns: syncRuns(db),
      models: models(db),
      upkeep: upkeep(db),
      transaction: db.transaction,
      close() {
        db.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}
