import type { AlbumMark } from '../../../src-shared/schemas/album.ts'
import type { Rule } from '../../../src-shared/rules/tree.ts'
import { freshId } from './freshId.ts'
import { namesOf, type IdsNamed } from './namesOf.ts'
import type { Database } from './open.ts'

export interface AlbumRow {
  id: number
  name: string
  /** null: an album by hand */
  rule: Rule | null
  labelId: number | null
}

/** What was put into an album, and taken out of it, by hand. */
export interface AlbumPhotos {
  /** in the order in which they are shown where there is no rule */
  pinned: number[]
  excluded: number[]
}

export interface Albums {
  all(): AlbumRow[]
  get(id: number): AlbumRow | undefined
  idsNamed: IdsNamed
  /** Those that were made with a label, by name. */
  ofLabel(labelId: number): AlbumRow[]
  add(name: string, rule: Rule | null, labelId: number | null, now: number): number
  update(album: AlbumRow): void
  remove(id: number): void
  photos(id: number): AlbumPhotos
  /** How a rule is overruled for photos; what is pinned anew comes last. */
  mark(id: number, photoIds: readonly number[], mark: AlbumMark): void
  /** Exactly these are pinned, in this order. */
  pin(id: number, photoIds: readonly number[]): void
}

export function albums(db: Database): Albums {
  const SELECT = 'SELECT id, name, rule, label_id AS labelId FROM albums'
  type Raw = Omit<AlbumRow, 'rule'> & { rule: string | null }
  const read = (row: Raw): AlbumRow => ({
    ...row,
    rule: row.rule === null ? null : (JSON.parse(row.rule) as Rule),
  })
  const write = (rule: Rule | null): string | null => (rule === null ? null : JSON.stringify(rule))
  const idsWhere = (id: number, which: string): number[] =>
    db
      .rows<[number]>(
        `SELECT photo_id FROM album_photos WHERE album_id = ? AND position ${which} ORDER BY position`,
        id,
      )
      .map(([photoId]) => photoId)

  function put(id: number, photoIds: readonly number[], first: number | null): void {
    // photos that are gone meanwhile are left out
    db.run(
      `INSERT OR REPLACE INTO album_photos (album_id, photo_id, position)
       SELECT ?, p.id, ? + one.key FROM json_each(?) one JOIN photos p ON p.id = one.value`,
      id,
      first,
      JSON.stringify(photoIds),
    )
  }
  const drop = (id: number, photoIds: readonly number[]): void =>
    void db.run(
      'DELETE FROM album_photos WHERE album_id = ? AND photo_id IN (SELECT value FROM json_each(?))',
      id,
      JSON.stringify(photoIds),
    )

  return {
    all: () => db.all<Raw>(`${SELECT} ORDER BY name COLLATE NOCASE`).map(read),
    get(id) {
      const row = db.get<Raw>(`${SELECT} WHERE id = ?`, id)
      return row && read(row)
    },
    idsNamed: namesOf(db, 'albums'),
    ofLabel: (labelId) =>
      db.all<Raw>(`${SELECT} WHERE label_id = ? ORDER BY name COLLATE NOCASE`, labelId).map(read),
    add: (name, rule, labelId, now) =>
      db.run(
        `INSERT INTO albums (id, name, rule, label_id, created_at) VALUES (${freshId('albums')}, ?, ?, ?, ?)`,
        name,
        write(rule),
        labelId,
        now,
      ).id,
    update: ({ id, name, rule, labelId }) =>
      void db.run(
        'UPDATE albums SET name = ?, rule = ?, label_id = ? WHERE id = ?',
        name,
        write(rule),
        labelId,
        id,
      ),
    remove: (id) => void db.run('DELETE FROM albums WHERE id = ?', id),
    photos: (id) => ({ pinned: idsWhere(id, 'IS NOT NULL'), excluded: idsWhere(id, 'IS NULL') }),
    mark: (id, photoIds, mark) =>
      db.transaction(() => {
        if (mark === 'clear') return drop(id, photoIds)
        if (mark === 'excluded') return put(id, photoIds, null)
        const there = new Set(idsWhere(id, 'IS NOT NULL'))
        const { next } = db.get<{ next: number }>(
          'SELECT coalesce(max(position) + 1, 0) AS next FROM album_photos WHERE album_id = ?',
          id,
        )!
        put(
          id,
          photoIds.filter((photoId) => !there.has(photoId)),
          next,
        )
      }),
    pin: (id, photoIds) =>
      db.transaction(() => {
        drop(id, idsWhere(id, 'IS NOT NULL'))
        put(id, photoIds, 0)
      }),
  }
}
