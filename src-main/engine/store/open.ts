import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { LumitagError } from '../../../src-shared/errors.ts'
import { databaseError } from './databaseError.ts'

/*
 * The only file that knows the SQLite driver. Everything else sees these few functions, so that another driver can
 * take its place.
 */

export type Value = SQLInputValue
export type Row = Record<string, unknown>

export interface Database {
  /** Rows of a query; the type is what the SELECT names, by the caller's word. */
  all<T = Row>(sql: string, ...values: Value[]): T[]
  get<T = Row>(sql: string, ...values: Value[]): T | undefined
  /** Rows as arrays of values: half the time and memory of objects, where there are many. */
  rows<T extends unknown[]>(sql: string, ...values: Value[]): T[]
  /** Row by row, without holding them all. */
  iterate<T = Row>(sql: string, ...values: Value[]): Iterable<T>
  /** A statement; answers the new row's id and how many rows changed. */
  run(sql: string, ...values: Value[]): { id: number; changes: number }
  script(sql: string): void
  /** A function for SQL. It runs inside a statement: it must not use the database. */
  define(name: string, work: (...values: Value[]) => void): void
  /** All or nothing. Nested calls join the outer transaction. */
  transaction<T>(work: () => T): T
  /** Tells of each transaction that was undone. */
  onRollback(listener: () => void): void
  close(): void
}

/**
 * Opens (or makes) a database file: WAL, foreign keys, statements prepared once. What the disk or another program does to
 * it is thrown with a code (databaseError.ts); LIBRARY_DAMAGED if it is no database.
 */
export function openDatabase(file: string): Database {
  let db: DatabaseSync
  try {
    db = new DatabaseSync(file)
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 1000; PRAGMA temp_store = MEMORY;',
    )
  } catch (error) {
    const known = databaseError(error, file)
    if (known instanceof LumitagError) throw known
    throw new LumitagError(
      'LIBRARY_DAMAGED',
      `The library file ${file} cannot be opened (${error instanceof Error ? error.message : String(error)}). Move it away to begin a new library, or bring back a copy of it.`,
      { cause: error },
    )
  }
  const prepared = new Map<string, StatementSync>()
  const statement = (sql: string): StatementSync => {
    let found = prepared.get(sql)
    if (!found) prepared.set(sql, (found = db.prepare(sql)))
    return found
  }
  const preparedForRows = new Map<string, StatementSync>()
  const statementForRows = (sql: string): StatementSync => {
    let found = preparedForRows.get(sql)
    if (!found) {
      preparedForRows.set(sql, (found = db.prepare(sql)))
      found.setReturnArrays(true)
    }
    return found
  }
  let depth = 0
  const undone: (() => void)[] = []
  function explained<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw databaseError(error, file)
    }
  }
  return {
    all: <T>(sql: string, ...values: Value[]) => explained(() => statement(sql).all(...values) as T[]),
    get: <T>(sql: string, ...values: Value[]) =>
      explained(() => statement(sql).get(...values) as T | undefined),
    *iterate<T>(sql: string, ...values: Value[]) {
      try {
        // a fresh statement: an iterator must not be disturbed by the same query asked again meanwhile
        yield* db.prepare(sql).iterate(...values) as Iterable<T>
      } catch (error) {
        throw databaseError(error, file)
      }
    },
    run: (sql, ...values) =>
      explained(() => {
        const { lastInsertRowid, changes } = statement(sql).run(...values)
        return { id: Number(lastInsertRowid), changes: Number(changes) }
      }),
    rows: <T>(sql: string, ...values: Value[]) =>
      explained(() => statementForRows(sql).all(...values) as T[]),
    script: (sql) => explained(() => db.exec(sql)),
    define: (name, work) =>
      db.function(name, { varargs: true }, (...values) => {
        work(...values)
        return null
      }),
    transaction(work) {
      if (depth > 0) return work()
      explained(() => db.exec('BEGIN IMMEDIATE'))
      depth++
      try {
        const result = work()
        explained(() => db.exec('COMMIT'))
        return result
      } catch (error) {
        // on a full disk SQLite has rolled back by itself
        if (db.isTransaction) db.exec('ROLLBACK')
        for (const listener of undone) listener()
        throw error
      } finally {
        depth--
      }
    },
    onRollback: (listener) => void undone.push(listener),
    close: () => db.close(),
  }
}

/**
 * One engine per library: an exclusive transaction on a small file beside it. The operating system lets go of it when
 * the process ends, however it ends, so there is never a stale lock. LIBRARY_IN_USE while another engine holds it.
 */
export function lockLibrary(file: string): () => void {
  const lock = new DatabaseSync(file)
  try {
    lock.exec(
      'PRAGMA busy_timeout = 500; PRAGMA journal_mode = DELETE; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;',
    )
  } catch (error) {
    lock.close()
    throw new LumitagError(
      'LIBRARY_IN_USE',
      'This library is open in another Lumitag. Close that one first, or name another library with --library <dir>.',
      { cause: error },
    )
  }
  return () => lock.close()
}
