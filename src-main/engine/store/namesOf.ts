import type { Database } from './open.ts'
import { watch } from './watch.ts'

/** Answers which rows have a name, upper and lower case alike; the oldest first. */
export type IdsNamed = (name: string) => readonly number[]

/** The names of a table in memory, as SQLite folds ASCII only; kept in step with the database by the database. */
export function namesOf(db: Database, table: 'labels' | 'albums'): IdsNamed {
  let known: Map<string, number[]> | undefined
  const fold = (name: string): string => name.toLocaleLowerCase()
  function set(isThere: boolean, name: string, id: number): void {
    if (!known) return
    const others = (known.get(fold(name)) ?? []).filter((other) => other !== id)
    const ids = isThere ? [...others, id].sort((a, b) => a - b) : others
    if (ids.length > 0) known.set(fold(name), ids)
    else known.delete(fold(name))
  }
  watch(db, table, ['name', 'id'], (isThere, name, id) => set(isThere, name as string, id as number))
  db.onRollback(() => (known = undefined))
  return (name) => {
    if (!known) {
      known = new Map()
      for (const [id, one] of db.rows<[number, string]>(`SELECT id, name FROM ${table}`)) set(true, one, id)
    }
    return known.get(fold(name)) ?? []
  }
}
