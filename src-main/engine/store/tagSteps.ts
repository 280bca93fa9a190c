import type { MarkName } from '../../../src-shared/schemas/marks.ts'
import type { Database } from './open.ts'
import type { TagRow } from './tags.ts'

/** One decision before and after a step; null: there was none. */
export interface TagChange {
  photoId: number
  path: string
  before: TagRow | null
  after: TagRow | null
}

/** The same of stars, a flag or a colour; null: as the file says. */
export interface MarkChange {
  photoId: number
  mark: MarkName
  before: number | null
  after: number | null
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
  add(
    step: Pick<TagStepRow, 'title' | 'at' | 'labels'>,
    changes: readonly TagChange[],
    marks?: readonly MarkChange[],
  ): number
  get(id: number): TagStepRow | undefined
  /** The newest that was not taken back. */
  latest(): TagStepRow | undefined
  /** Newest first. */
  all(most: number): TagStepRow[]
  changes(id: number): TagChange[]
  marks(id: number): MarkChange[]
  undone(id: number, at: number): void
}

/** Changes that are remembered over all steps: some 100 MB in the worst case. The newest step is always kept whole. */
const REMEMBERED = 400_000
/** What is left when the oldest are forgotten: not each change is to find them again. */
const LEFT = 360_000

export function tagSteps(db: Database): TagSteps {
  const SELECT = 'SELECT id, title, photos, at, labels, undone_at AS undoneAt FROM tag_steps'
  type Raw = Omit<TagStepRow, 'labels'> & { labels: string }
  const read = (row: Raw | undefined): TagStepRow | undefined =>
    row && { ...row, labels: JSON.parse(row.labels) as RenamedLabel[] }

  /** changes that are remembered, or a few more: counting them takes a quarter of a second */
  let remembered: number | undefined
  db.onRollback(() => (remembered = undefined))

  function noteMore(changes: number): void {
    const count = (table: string): number =>
      db.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)!.count
    remembered =
      remembered === undefined ? count('tag_changes') + count('mark_changes') : remembered + changes
    if (remembered > REMEMBERED) remembered = forgetOldest()
  }

  /** Steps are forgotten whole, oldest first; answers how many changes are left. */
  function forgetOldest(): number {
    const counts = db.rows<[number, number]>(
      `SELECT step_id, count(*) FROM (SELECT step_id FROM tag_changes UNION ALL SELECT step_id FROM mark_changes)
       GROUP BY step_id ORDER BY step_id DESC`,
    )
    let sum = 0
    for (const [index, [id, count]] of counts.entries()) {
      if (sum + count > LEFT && index > 0) {
        db.run('DELETE FROM tag_steps WHERE id <= ?', id)
        break
      }
      sum += count
    }
    return sum
  }

  return {
    add: (step, changes, marks = []) =>
      db.transaction(() => {
        const photos = new Set([...changes, ...marks].map(({ photoId }) => photoId)).size
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
        for (const { photoId, mark, before, after } of marks)
          db.run(
            'INSERT INTO mark_changes (step_id, photo_id, mark, before, after) VALUES (?, ?, ?, ?, ?)',
            id,
            photoId,
            mark,
            before,
            after,
          )
        noteMore(changes.length + marks.length)
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
    marks: (id) =>
      db.all<MarkChange>(
        'SELECT photo_id AS photoId, mark, before, after FROM mark_changes WHERE step_id = ?',
        id,
      ),
    undone: (id, at) => void db.run('UPDATE tag_steps SET undone_at = ? WHERE id = ?', at, id),
  }
}
