import type { Database } from './open.ts'

/** Thresholds that the user set, raw scores of one model; null = what that model proposes. */
export interface OwnThresholds {
  automatic: number | null
  suggestion: number | null
}

export interface LabelRow {
  id: number
  name: string
  prompts: string[]
  /** by model id */
  own: Record<string, OwnThresholds>
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
  const SELECT = `SELECT id, name,
    (SELECT json_group_array(text) FROM (SELECT text FROM prompts WHERE label_id = id ORDER BY position)) AS prompts,
    (SELECT json_group_object(model, json_object('automatic', automatic, 'suggestion', suggestion)) FROM thresholds
     WHERE label_id = id) AS own
    FROM labels`
  type Raw = Omit<LabelRow, 'prompts' | 'own'> & { prompts: string; own: string }
  const read = (row: Raw): LabelRow => ({
    ...row,
    prompts: JSON.parse(row.prompts) as string[],
    own: JSON.parse(row.own) as LabelRow['own'],
  })
  const one = (row: Raw | undefined): LabelRow | undefined => row && read(row)

  function setPrompts(id: number, prompts: readonly string[]): void {
    db.run('DELETE FROM prompts WHERE label_id = ?', id)
    prompts.forEach((text, position) =>
      db.run('INSERT INTO prompts (label_id, position, text) VALUES (?, ?, ?)', id, position, text),
    )
  }

  function setOwn(id: number, own: LabelRow['own']): void {
    db.run('DELETE FROM thresholds WHERE label_id = ?', id)
    for (const [model, { automatic, suggestion }] of Object.entries(own))
      if (automatic !== null || suggestion !== null)
        db.run(
          'INSERT INTO thresholds (label_id, model, automatic, suggestion) VALUES (?, ?, ?, ?)',
          id,
          model,
          automatic,
          suggestion,
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
        const { id } = db.run('INSERT INTO labels (name, created_at) VALUES (?, ?)', label.name, now)
        setPrompts(id, label.prompts)
        setOwn(id, label.own)
        return id
      }),
    update: (label) =>
      db.transaction(() => {
        db.run('UPDATE labels SET name = ? WHERE id = ?', label.name, label.id)
        setPrompts(label.id, label.prompts)
        setOwn(label.id, label.own)
      }),
    remove: (id) => void db.run('DELETE FROM labels WHERE id = ?', id),
  }
}
