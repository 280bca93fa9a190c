import { LumitagError } from '../../../src-shared/errors.ts'
import { backupFolder } from './backup.ts'
import type { Database } from './open.ts'

/** What cannot be computed again. All else, and these in full, are looked at by the doctor. */
const DECISIONS = ['settings', 'roots', 'labels', 'prompts', 'tags', 'albums', 'sidecars']

/**
 * Looks whether the tables that hold the user's decisions are whole: half a second for a million tags. LIBRARY_DAMAGED
 * before anything is written to a database that is not.
 */
export function assertWhole(db: Database, directory: string): void {
  const there = new Set(db.all<{ name: string }>('SELECT name FROM sqlite_master').map(({ name }) => name))
  for (const table of DECISIONS.filter((name) => there.has(name))) {
    const [finding] = db
      .all<{ quick_check: string }>(`PRAGMA quick_check('${table}')`)
      .filter(({ quick_check }) => quick_check !== 'ok')
    if (finding)
      throw new LumitagError(
        'LIBRARY_DAMAGED',
        `The library’s database in ${directory} is damaged (${table}: ${finding.quick_check}). Nothing was changed. Put a copy from ${backupFolder(directory)}, or from your own backup, in the place of library.db.`,
      )
  }
}

/** What the database's own check of everything finds wrong. It reads all of it. */
export const integrityFindings = (db: Database): string[] =>
  db
    .all<{ integrity_check: string }>('PRAGMA integrity_check(20)')
    .map((row) => row.integrity_check)
    .filter((finding) => finding !== 'ok')
