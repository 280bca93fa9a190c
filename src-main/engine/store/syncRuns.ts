import type { SyncDirection } from '../../../src-shared/schemas/sidecar.ts'
import type { Database } from './open.ts'

/** A sync that was started; what it did to each file is in its journal. */
export interface SyncRunRow {
  id: string
  jobId: number
  direction: SyncDirection
  at: number
  /** counts; null until it ended */
  result: Record<string, number> | null
  undoneAt: number | null
}

export interface SyncRuns {
  add(run: Pick<SyncRunRow, 'id' | 'jobId' | 'direction' | 'at'>): void
  get(id: string): SyncRunRow | undefined
  /** newest first */
  all(): SyncRunRow[]
  end(id: string, result: Record<string, number>): void
  undone(id: string, at: number): void
  remove(id: string): void
}

export function syncRuns(db: Database): SyncRuns {
  type Raw = Omit<SyncRunRow, 'result'> & { result: string | null }
  const SELECT = 'SELECT id, job_id AS jobId, direction, at, result, undone_at AS undoneAt FROM sync_runs'
  const read = (row: Raw): SyncRunRow => ({
    ...row,
    result: row.result === null ? null : (JSON.parse(row.result) as Record<string, number>),
  })
  return {
    add: ({ id, jobId, direction, at }) =>
      void db.run(
        'INSERT OR IGNORE INTO sync_runs (id, job_id, direction, at) VALUES (?, ?, ?, ?)',
        id,
        jobId,
        direction,
        at,
      ),
    get(id) {
      const row = db.get<Raw>(`${SELECT} WHERE id = ?`, id)
      return row && read(row)
    },
    all: () => db.all<Raw>(`${SELECT} ORDER BY at DESC, id DESC`).map(read),
    end: (id, result) =>
      void db.run('UPDATE sync_runs SET result = ? WHERE id = ?', JSON.stringify(result), id),
    undone: (id, at) => void db.run('UPDATE sync_runs SET undone_at = ? WHERE id = ?', at, id),
    remove: (id) => void db.run('DELETE FROM sync_runs WHERE id = ?', id),
  }
}
