import type { AlbumRule } from '../../../src-shared/schemas/album.ts'
import type { Database } from './open.ts'

export interface AlbumRow {
  id: number
  name: string
  rule: AlbumRule
  labelId: number | null
}

export interface Albums {
  all(): AlbumRow[]
  get(id: number): AlbumRow | undefined
  add(name: string, rule: AlbumRule, labelId: number | null, now: number): number
  update(album: AlbumRow): void
  remove(id: number): void
}

export function albums(db: Database): Albums {
  const SELECT = 'SELECT id, name, rule, label_id AS labelId FROM albums'
  type Raw = Omit<AlbumRow, 'rule'> & { rule: string }
  const read = (row: Raw): AlbumRow => ({ ...row, rule: JSON.parse(row.rule) as AlbumRule })
  return {
    all: () => db.all<Raw>(`${SELECT} ORDER BY name COLLATE NOCASE`).map(read),
    get(id) {
      const row = db.get<Raw>(`${SELECT} WHERE id = ?`, id)
      return row && read(row)
    },
    add: (name, rule, labelId, now) =>
      db.run(
        'INSERT INTO albums (name, rule, label_id, created_at) VALUES (?, ?, ?, ?)',
        name,
        JSON.stringify(rule),
        labelId,
        now,
      ).id,
    update: ({ id, name, rule, labelId }) =>
      void db.run(
        'UPDATE albums SET name = ?, rule = ?, label_id = ? WHERE id = ?',
        name,
        JSON.stringify(rule),
        labelId,
        id,
      ),
    remove: (id) => void db.run('DELETE FROM albums WHERE id = ?', id),
  }
}
