import type { Database } from './open.ts'
import type { TagRow } from './tags.ts'

/** One decision before and after a step; null: there was none. */
export interface TagChange {
  photoId: number
  path: string
  before: TagRow | null
  after: TagRow | null
}

export interface RenamedLabel {
  id: number
  from: string
  to: string
}

export interface TagStepRow {
  id: number
  title: string
  photos: number
  at: number
  labels: RenamedLabel[]
  undoneAt: number | null
}

export interface TagSteps {
  /** Remembers a step, and forgets the oldest where there are too many. */
  add(step: Pick<TagStepRow, 'title' | 'at' | 'labels'>, changes: readonly TagChange[]): number
  get(id: number): TagStepRow | undefined
  /** The newest that was not taken back. */
  latest(): TagStepRow | undefined
  /** Newest first. */
  all(most: number): TagStepRow[]
  changes(id: number): TagChange[]
  undone(id: number, at: number): void
}

/** Changes that are remembered over all steps: some 100 MB in the worst case. The newest step is always kept whole. */
const REMEMBERED = 400_000

export function tagSteps(db: Database): TagSteps {
  const SELECT = 'SELECT id, title, photos, at, labels, undone_at AS undoneAt FROM tag_steps'
  type Raw = Omit<TagStepRow, 'labels'> & { labels: string }
  const read = (row: Raw | undefined): TagStepRow | undefined =>
    row && { ...row, labels: JSON.parse(row.labels) as RenamedLabel[] }

  /** Steps are forgotten whole, oldest first. */
  function forgetOldest(): void {
    const counts = db.rows<[number, number]>(
      'SELECT step_id, count(*) FROM tag_changes GROUP BY step_id ORDER BY step_id DESC',
    )
    let sum = 0
    for (const [index, [id, count]] of counts.entries()) {
      sum += count
      if (sum <= REMEMBERED || index === 0) continue
      db.run('DELETE FROM tag_steps WHERE id <= ?', id)
      return
    }
  }

  return {
    add: (step, changes) =>
      db.transaction(() => {
        const photos = new Set(changes.map(({ photoId }) => photoId)).size
        const { id } = db.run(
          'INSERT INTO tag_steps (title, photos, at, labels) VALUES (?, ?, ?, ?)',
          step.title,
          photos,
          step.at,
          JSON.stringify(step.labels),
        )
        for (const { photoId, path, before, after } of changes)
          db.run(
            'INSERT INTO tag_changes (step_id, photo_id, path, before, after) VALUES (?, ?, ?, ?, ?)',
            id,
            photoId,
            path,
            before && JSON.stringify(before),
            after && JSON.stringify(after),
          )
        forgetOldest()
        return id
      }),
    get: (id) => read(db.get<Raw>(`${SELECT} WHERE id = ?`, id)),
    latest: () => read(db.get<Raw>(`${SELECT} WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1`)),
    all: (most) => db.all<Raw>(`${SELECT} ORDER BY id DESC LIMIT ?`, most).map((row) => read(row)!),
    changes: (id) =>
      db
        .all<{ photoId: number; path: string; before: string | null; after: string | null }>(
          'SELECT photo_id AS photoId, path, before, after FROM tag_changes WHERE step_id = ?',
          id,
        )
        .map(({ photoId, path, before, after }) => ({
          photoId,
          path,
          before: before === null ? null : (JSON.parse(before) as TagRow),
          after: after === null ? null : (JSON.parse(after) as TagRow),
        })),
    undone: (id, at) => void db.run('UPDATE tag_steps SET undone_at = ? WHERE id = ?', at, id),
  }
}
