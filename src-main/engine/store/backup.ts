import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from './open.ts'

/** Copies that are kept; older ones go. */
const KEPT = 2
const COPY = /^library-v(\d+)-.*\.db$/

/** Where copies of a library are. */
export const backupFolder = (directory: string): string => join(directory, 'backups')

/**
 * Copies the whole database to backups/library-v<schema version>-<time>.db, whole or not at all, before something changes
 * it for good. NO_SPACE where the disk has no room for it.
 */
export function backUp(db: Database, directory: string, version: number, now: number): string {
  const folder = backupFolder(directory)
  mkdirSync(folder, { recursive: true })
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')
  const file = join(folder, `library-v${version}-${time}.db`)
  const unfinished = `${file}.tmp`
  for (const name of readdirSync(folder))
    if (name.endsWith('.tmp')) rmSync(join(folder, name), { force: true })
  try {
    db.run('VACUUM INTO ?', unfinished)
    renameSync(unfinished, file)
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  }
  const versionOf = (name: string): number => Number(COPY.exec(name)![1])
  const copies = readdirSync(folder).filter((name) => COPY.test(name))
  copies.sort((a, b) => versionOf(a) - versionOf(b) || (a < b ? -1 : 1))
  for (const name of copies.slice(0, -KEPT)) rmSync(join(folder, name), { force: true })
  return file
}
