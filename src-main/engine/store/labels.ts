import type { Database } from './open.ts'

export interface LabelRow {
  id: number
  name: string
  prompts: string[]
  /** raw sigmoid thresholds; null = the model's proposal */
  automatic: number | null
  suggestion: number | null
}

export interface Labels {
  all(): LabelRow[]
  get(id: number): LabelRow | undefined
  /** By name, upper and lower case alike. */
  named(name: string): LabelRow | undefined
  add(label: Omit<LabelRow, 'id'>, now: number): number
  update(label: LabelRow): void
  remove(id: number): void
}

export function labels(db: Database): Labels {
  const SELECT = `SELECT id, name, automatic, suggestion,
    (SELECT json_group_array(text) FROM (SELECT text FROM prompts WHERE label_id = id ORDER BY position)) AS prompts FROM labels`
  type Raw = Omit<LabelRow, 'prompts'> & { prompts: string }
  const read = (row: Raw): LabelRow => ({ ...row, prompts: JSON.parse(row.prompts) as string[] })
  const one = (row: Raw | undefined): LabelRow | undefined => row && read(row)

  function setPrompts(id: number, prompts: readonly string[]): void {
    db.run('DELETE FROM prompts WHERE label_id = ?', id)
    prompts.forEach((text, position) =>
      db.run('INSERT INTO prompts (label_id, position, text) VALUES (?, ?, ?)', id, position, text),
    )
  }

  return {
    all: () => db.all<Raw>(`${SELECT} ORDER BY name COLLATE NOCASE`).map(read),
    get: (id) => one(db.get<Raw>(`${SELECT} WHERE id = ?`, id)),
    named(name) {
      // SQLite folds ASCII only
      const wanted = name.toLocaleLowerCase()
      return one(db.all<Raw>(SELECT).find((row) => row.name.toLocaleLowerCase() === wanted))
    },
    add: (label, now) =>
      db.transaction(() => {
        const { id } = db.run(
          'INSERT INTO labels (name, automatic, suggestion, created_at) VALUES (?, ?, ?, ?)',
          label.name,
          label.automatic,
          label.suggestion,
          now,
        )
        setPrompts(id, label.prompts)
        return id
      }),
    update: (label) =>
      db.transaction(() => {
        db.run(
          'UPDATE labels SET name = ?, automatic = ?, suggestion = ? WHERE id = ?',
          label.name,
          label.automatic,
          label.suggestion,
          label.id,
        )
        setPrompts(label.id, label.prompts)
      }),
    remove: (id) => void db.run('DELETE FROM labels WHERE id = ?', id),
  }
}
