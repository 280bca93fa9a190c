import { formula, type Formula } from '../../../src-shared/schemas/formula.ts'
import { freshId } from './freshId.ts'
import { namesOf } from './namesOf.ts'
import type { Database } from './open.ts'

/** Thresholds that the user set; null = what is proposed. */
export interface Bars {
  automatic: number | null
  suggestion: number | null
}

/** Of one model: raw scores (or similarities), and calibrated scores. */
export interface OwnThresholds extends Bars {
  calibrated?: Bars
}

export interface LabelRow extends Formula {
  id: number
  name: string
  prompts: string[]
  /** the contents that a label without words is made of */
  contents: number[]
  /** by model id */
  own: Record<string, OwnThresholds>
}

export interface Labels {
  all(): LabelRow[]
  count(): number
  get(id: number): LabelRow | undefined
  /** By name, upper and lower case alike. */
  named(name: string): LabelRow | undefined
  add(label: Omit<LabelRow, 'id'>, now: number): number
  update(label: LabelRow): void
  remove(id: number): void
}

interface Raw {
  id: number
  name: string
  formula: string
  prompts: string
  own: string
}
interface RawThresholds extends Bars {
  calibratedAutomatic: number | null
  calibratedSuggestion: number | null
}

const SELECT = `SELECT id, name, formula,
  (SELECT json_group_array(text) FROM (SELECT text FROM prompts WHERE label_id = id ORDER BY position)) AS prompts,
  (SELECT json_group_object(model, json_object('automatic', automatic, 'suggestion', suggestion,
     'calibratedAutomatic', calibrated_automatic, 'calibratedSuggestion', calibrated_suggestion))
   FROM thresholds WHERE label_id = id) AS own
  FROM labels`

export function labels(db: Database): Labels {
  const idsNamed = namesOf(db, 'labels')
  const one = (row: Raw | undefined): LabelRow | undefined => row && read(row)

  function setPrompts(id: number, prompts: readonly string[]): void {
    db.run('DELETE FROM prompts WHERE label_id = ?', id)
    prompts.forEach((text, position) =>
      db.run('INSERT INTO prompts (label_id, position, text) VALUES (?, ?, ?)', id, position, text),
    )
  }

  function setOwn(id: number, own: LabelRow['own']): void {
    db.run('DELETE FROM thresholds WHERE label_id = ?', id)
    for (const [model, { automatic, suggestion, calibrated }] of Object.entries(own)) {
      const values = [automatic, suggestion, calibrated?.automatic ?? null, calibrated?.suggestion ?? null]
      if (values.some((value) => value !== null))
        db.run(
          `INSERT INTO thresholds (label_id, model, automatic, suggestion, calibrated_automatic, calibrated_suggestion)
           VALUES (?, ?, ?, ?, ?, ?)`,
          id,
          model,
          ...values,
        )
    }
  }

  return {
    all: () => db.all<Raw>(`${SELECT} ORDER BY name COLLATE NOCASE`).map(read),
    count: () => db.get<{ count: number }>('SELECT count(*) AS count FROM labels')!.count,
    get: (id) => one(db.get<Raw>(`${SELECT} WHERE id = ?`, id)),
    named(name) {
      const [id] = idsNamed(name)
      return id === undefined ? undefined : one(db.get<Raw>(`${SELECT} WHERE id = ?`, id))
    },
    add: (label, now) =>
      db.transaction(() => {
        const { id } = db.run(
          `INSERT INTO labels (id, name, formula, created_at) VALUES (${freshId('labels')}, ?, ?, ?)`,
          label.name,
          formulaOf(label),
          now,
        )
        setPrompts(id, label.prompts)
        setOwn(id, label.own)
        return id
      }),
    update: (label) =>
      db.transaction(() => {
        db.run('UPDATE labels SET name = ?, formula = ? WHERE id = ?', label.name, formulaOf(label), label.id)
        setPrompts(label.id, label.prompts)
        setOwn(label.id, label.own)
      }),
    remove: (id) => void db.run('DELETE FROM labels WHERE id = ?', id),
  }
}

const formulaOf = (label: Omit<LabelRow, 'id'>): string =>
  JSON.stringify({ ...formula.parse(label), contents: label.contents })

function read({ id, name, formula: stored, prompts, own }: Raw): LabelRow {
  const parsed = JSON.parse(stored) as { contents?: number[] }
  return {
    id,
    name,
    prompts: JSON.parse(prompts) as string[],
    ...formula.parse(parsed),
    contents: parsed.contents ?? [],
    own: Object.fromEntries(
      Object.entries(JSON.parse(own) as Record<string, RawThresholds>).map(
        ([model, { calibratedAutomatic, calibratedSuggestion, ...bars }]) => [
          model,
          { ...bars, calibrated: { automatic: calibratedAutomatic, suggestion: calibratedSuggestion } },
        ],
      ),
    ),
  }
}
