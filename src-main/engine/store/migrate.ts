import { LumitagError } from '../../../src-shared/errors.ts'
import { first } from './migrations/001-first.ts'
import { sync } from './migrations/002-sync.ts'
import { scanning } from './migrations/003-scanning.ts'
import { largeLibraries } from './migrations/004-large-libraries.ts'
import { thresholdsByModel } from './migrations/005-thresholds-by-model.ts'
import { metadata } from './migrations/006-metadata.ts'
import { albumsByHand } from './migrations/007-albums-by-hand.ts'
import { keywords } from './migrations/008-keywords.ts'
import { tagSteps } from './migrations/009-tag-steps.ts'
import { labelFormulas } from './migrations/010-label-formulas.ts'
import { texts } from './migrations/011-texts.ts'
import { corners } from './migrations/012-corners.ts'
import { albumsByLabel } from './migrations/013-albums-by-label.ts'
import { marks } from './migrations/014-marks.ts'
import { idsOnce } from './migrations/015-ids-once.ts'
import { sidecarMarks } from './migrations/016-sidecar-marks.ts'
import { importedFrom } from './migrations/017-imported-from.ts'
import type { Database } from './open.ts'

/** In order; a migration that has shipped is never edited, only followed. */
const migrations: readonly string[] = [
  ...[first, sync, scanning, largeLibraries],
  thresholdsByModel,
  metadata,
  albumsByHand,
  keywords,
  tagSteps,
  labelFormulas,
  texts,
  corners,
  albumsByLabel,
  marks,
  idsOnce,
  sidecarMarks,
  importedFrom,
]

/**
 * Brings the schema to this program's version; `backUp` is called before a library that holds something is changed.
 * LIBRARY_TOO_NEW if a newer program made it.
 */
export function migrate(db: Database, backUp: (version: number) => void = () => {}): void {
  const version = db.get<{ user_version: number }>('PRAGMA user_version')!.user_version
  if (version > migrations.length)
    throw new LumitagError(
      'LIBRARY_TOO_NEW',
      'This library was made by a newer Lumitag. Install that version, or name another library with --library <dir>.',
    )
  if (version > 0 && version < migrations.length) backUp(version)
  for (let next = version; next < migrations.length; next++)
    db.transaction(() => {
      db.script(migrations[next]!)
      db.script(`PRAGMA user_version = ${next + 1}`)
    })
}
