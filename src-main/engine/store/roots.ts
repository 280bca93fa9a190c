import type { Database } from './open.ts'

export interface RootRow {
  id: number
  path: string
  scannedAt: number | null
}

export interface Roots {
  all(): RootRow[]
  get(id: number): RootRow | undefined
  add(path: string, now: number): RootRow
  remove(id: number): void
  scanned(id: number, now: number): void
  /** Photos that are there, per root. */
  counts(): Map<number, number>
  /** Gives the photos of a root to another one that holds its folder; `prefix` is the folder's path in there. */
  adopt(child: number, parent: number, prefix: string): void
}

const COLUMNS = 'id, path, scanned_at AS scannedAt'

export function roots(db: Database): Roots {
  return {
    all: () => db.all<RootRow>(`SELECT ${COLUMNS} FROM roots ORDER BY path`),
    get: (id) => db.get<RootRow>(`SELECT ${COLUMNS} FROM roots WHERE id = ?`, id),
    add: (path, now) => ({
      id: db.run('INSERT INTO roots (path, added_at) VALUES (?, ?)', path, now).id,
      path,
      scannedAt: null,
    }),
    remove: (id) => void db.run('DELETE FROM roots WHERE id = ?', id),
    scanned: (id, now) => void db.run('UPDATE roots SET scanned_at = ? WHERE id = ?', now, id),
    counts: () =>
      new Map(
        db
          .all<{ id: number; count: number }>(
            'SELECT root_id AS id, count(*) AS count FROM photos WHERE missing = 0 GROUP BY root_id',
          )
          .map(({ id, count }) => [id, count]),
      ),
    adopt(child, parent, prefix) {
      db.transaction(() => {
        db.run(
          "UPDATE photos SET root_id = ?, path = ? || '/' || path WHERE root_id = ?",
          parent,
          prefix,
          child,
        )
        db.run('DELETE FROM roots WHERE id = ?', child)
      })
    },
  }
}
