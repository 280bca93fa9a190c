import { freshId } from './freshId.ts'
import type { Database } from './open.ts'

export interface RootRow {
  id: number
  path: string
  scannedAt: number | null
}

/** The volume that was last seen mounted at a root (folder "") or at a mount point inside it. */
export interface RootVolume {
  folder: string
  volume: string
  path: string
  name: string
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
  /** The folder is at another path now, with the same photos in it. */
  move(id: number, path: string): void
  volumes(id: number): RootVolume[]
  putVolume(id: number, volume: RootVolume): void
  removeVolume(id: number, folder: string): void
}

const COLUMNS = 'id, path, scanned_at AS scannedAt'

export function roots(db: Database): Roots {
  return {
    all: () => db.all<RootRow>(`SELECT ${COLUMNS} FROM roots ORDER BY path`),
    get: (id) => db.get<RootRow>(`SELECT ${COLUMNS} FROM roots WHERE id = ?`, id),
    add: (path, now) => ({
      id: db.run(`INSERT INTO roots (id, path, added_at) VALUES (${freshId('roots')}, ?, ?)`, path, now).id,
      path,
      scannedAt: null,
    }),
    remove: (id) => void db.run('DELETE FROM roots WHERE id = ?', id),
    scanned: (id, now) => void db.run('UPDATE roots SET scanned_at = ? WHERE id = ?', now, id),
    counts: () =>
      new Map(
        db
          .all<{ id: number; count: number }>(
            'SELECT root_id AS id, count(*) AS count FROM photos NOT INDEXED WHERE missing = 0 GROUP BY root_id',
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
    move: (id, path) =>
      db.transaction(() => {
        const before = db.get<{ path: string }>('SELECT path FROM roots WHERE id = ?', id)
        if (!before) return
        db.run('UPDATE roots SET path = ? WHERE id = ?', path, id)
        // sidecars are known by their whole paths
        db.run(
          `UPDATE sidecars SET path = ? || substr(path, length(?) + 1)
           WHERE photo_id IN (SELECT id FROM photos WHERE root_id = ?) AND substr(path, 1, length(?)) = ?`,
          path,
          before.path,
          id,
          before.path,
          before.path,
        )
      }),
    volumes: (id) =>
      db.all<RootVolume>(
        'SELECT folder, volume, path, name FROM root_volumes WHERE root_id = ? ORDER BY folder',
        id,
      ),
    putVolume: (id, { folder, volume, path, name }) =>
      void db.run(
        'INSERT OR REPLACE INTO root_volumes (root_id, folder, volume, path, name) VALUES (?, ?, ?, ?, ?)',
        id,
        folder,
        volume,
        path,
        name,
      ),
    removeVolume: (id, folder) =>
      void db.run('DELETE FROM root_volumes WHERE root_id = ? AND folder = ?', id, folder),
  }
}
