import type { Database, Value } from './open.ts'

/**
 * Tells of every row of a table that is added, removed or changed (removed, then added), whoever does it: also through
 * foreign keys. What is told may be undone with its transaction. The listener must not use the database.
 */
export function watch(
  db: Database,
  table: string,
  columns: readonly string[],
  listener: (isThere: boolean, ...values: Value[]) => void,
): void {
  const told = `${table}_told`
  db.define(told, (isThere, ...values) => listener(isThere === 1, ...values))
  const tell = (isThere: 0 | 1, row: 'old' | 'new'): string =>
    `SELECT ${[`${told}(${isThere}`, ...columns.map((column) => `${row}.${column}`)].join(', ')});`
  db.script(`
    CREATE TEMP TRIGGER ${table}_told_added AFTER INSERT ON main.${table} BEGIN ${tell(1, 'new')} END;
    CREATE TEMP TRIGGER ${table}_told_removed AFTER DELETE ON main.${table} BEGIN ${tell(0, 'old')} END;
    CREATE TEMP TRIGGER ${table}_told_changed AFTER UPDATE ON main.${table} BEGIN ${tell(0, 'old')} ${tell(1, 'new')} END;
  `)
}
