import { integrityFindings } from './integrity.ts'
import type { Database } from './open.ts'

/** What the doctor asks the database, and how it mends it. Tags, labels and albums are never touched. */
export interface Upkeep {
  findings(): string[]
  rebuildIndexes(): void
  /** Rows that belong to something that is gone, by table. */
  orphans(): { table: string; rows: number }[]
  removeOrphans(table: string): number
  /** Contents that no photo has any more. */
  unusedContents(): number[]
  removeContents(ids: readonly number[]): void
  /** Photos that stand elsewhere than their capture time, name and file say. */
  misplaced(): number[]
  replace(ids: readonly number[]): void
  /** The hashes of all contents that photos have, and one of those photos, if it is there. */
  contents(): { hash: string; photoId: number }[]
}

/** These can be computed, read or asked for again; what else is an orphan is only told. */
const REMOVABLE = ['embeddings', 'job_problems', 'sidecars']

const TIME = `coalesce((SELECT CAST(unixepoch(c.taken_at) AS INTEGER) * 1000 FROM contents c WHERE c.id = content_id),
  named_at, modified_at)`

export function upkeep(db: Database): Upkeep {
  const rowsOf = (table: string): number[] =>
    db
      .all<{ table: string; rowid: number }>('PRAGMA foreign_key_check')
      .filter((row) => row.table === table)
      .map(({ rowid }) => rowid)
  return {
    findings: () => integrityFindings(db),
    rebuildIndexes: () => db.script('REINDEX'),
    orphans() {
      const counts = new Map<string, number>()
      for (const { table } of db.all<{ table: string }>('PRAGMA foreign_key_check'))
        counts.set(table, (counts.get(table) ?? 0) + 1)
      return [...counts].map(([table, rows]) => ({ table, rows }))
    },
    removeOrphans(table) {
      if (!REMOVABLE.includes(table)) return 0
      return db.run(
        `DELETE FROM ${table} WHERE rowid IN (SELECT value FROM json_each(?))`,
        JSON.stringify(rowsOf(table)),
      ).changes
    },
    unusedContents: () =>
      db
        .rows<[number]>(
          // the last one stays: its number would be given to another content, and embeddings in memory go by number
          `SELECT id FROM contents c WHERE NOT EXISTS (SELECT 1 FROM photos p WHERE p.content_id = c.id)
             AND id < (SELECT max(id) FROM contents)`,
        )
        .map(([id]) => id),
    removeContents: (ids) =>
      void db.run('DELETE FROM contents WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids)),
    misplaced: () =>
      db
        .rows<[number]>(`SELECT id FROM photos WHERE content_id IS NOT NULL AND time <> ${TIME}`)
        .map(([id]) => id),
    replace: (ids) =>
      void db.run(
        `UPDATE photos SET time = ${TIME} WHERE id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(ids),
      ),
    contents: () =>
      db.all(
        `SELECT c.hash, min(p.id) AS photoId FROM contents c JOIN photos p ON p.content_id = c.id
         WHERE p.missing = 0 GROUP BY c.id
         UNION ALL SELECT c.hash, 0 FROM contents c
           WHERE NOT EXISTS (SELECT 1 FROM photos p WHERE p.content_id = c.id AND p.missing = 0)
             AND EXISTS (SELECT 1 FROM photos p WHERE p.content_id = c.id)`,
      ),
  }
}
