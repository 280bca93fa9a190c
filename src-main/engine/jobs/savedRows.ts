import type { JobRow, Jobs } from '../store/jobs.ts'

/** Rows of the queue, saved as soon as the database lets them. */
export interface SavedRows {
  /** Never throws: on a full disk, or while another program has the database, it tries again later. */
  save(row: JobRow): void
  /** The row as it is to be saved, where it could not be yet. */
  unsaved(id: number): JobRow | undefined
  close(): void
}

const AGAIN_MS = 2000

/** What cannot be saved before the program ends is done again at the next start, as after a crash. */
export function createSavedRows(jobs: Pick<Jobs, 'save'>): SavedRows {
  const waiting = new Map<number, JobRow>()
  let timer: NodeJS.Timeout | undefined
  function save(row: JobRow): void {
    try {
      jobs.save(row)
      waiting.delete(row.id)
    } catch {
      waiting.set(row.id, row)
      timer ??= setTimeout(saveAll, AGAIN_MS).unref()
    }
  }
  function saveAll(): void {
    timer = undefined
    for (const row of [...waiting.values()]) save(row)
  }
  return { save, unsaved: (id) => waiting.get(id), close: () => clearTimeout(timer) }
}
