import type { Database } from './open.ts'

/** Small values by name, as JSON. */
export interface Settings {
  get<T>(key: string): T | undefined
  set(key: string, value: unknown): void
}

export function settings(db: Database): Settings {
  return {
    get<T>(key: string) {
      const row = db.get<{ value: string }>('SELECT value FROM settings WHERE key = ?', key)
      return row && (JSON.parse(row.value) as T)
    },
    set(key, value) {
      db.run(
        'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
        key,
        JSON.stringify(value),
      )
    },
  }
}
