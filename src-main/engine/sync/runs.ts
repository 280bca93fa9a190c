import { LumitagError } from '../../../src-shared/errors.ts'
import type { SyncRun } from '../../../src-shared/schemas/sidecar.ts'
import type { SyncRunRow, SyncRuns } from '../store/syncRuns.ts'

/** A run by its name. NOT_FOUND if there is none, or it is too old to be kept. */
export function findRun(id: string, runs: SyncRuns): SyncRunRow {
  const run = runs.get(id)
  if (run) return run
  throw new LumitagError('NOT_FOUND', `There is no run "${id}". "lumitag undo --list" shows those there are.`)
}

export function describeRun({ at, undoneAt, ...run }: SyncRunRow): SyncRun {
  const date = (time: number): string => new Date(time).toISOString()
  return { ...run, at: date(at), undoneAt: undoneAt === null ? null : date(undoneAt) }
}
