import type { Database } from './open.ts'

/** A model folder that the user added. */
export interface ModelRow {
  id: string
  name: string
  directory: string
}

export interface Models {
  all(): ModelRow[]
  add(model: ModelRow, now: number): void
}

export function models(db: Database): Models {
  return {
    all: () => db.all<ModelRow>('SELECT id, name, directory FROM models ORDER BY added_at'),
    add: (model, now) =>
      void db.run(
        'INSERT OR REPLACE INTO models (id, name, directory, added_at) VALUES (?, ?, ?, ?)',
        model.id,
        model.name,
        model.directory,
        now,
      ),
  }
}
