import type { SidecarChange, SyncReport } from '../../../src-shared/schemas/sidecar.ts'
import type { Store } from '../store/store.ts'
import type { Journal, JournalEntry } from '../xmp/journal.ts'
import type { UndoState } from './applyPhoto.ts'
import { describeRun, findRun } from './runs.ts'

/** What a run did, photo by photo. At most `most` changes are listed. NOT_FOUND if its journal is gone. */
export async function reportRun(
  id: string,
  most: number,
  { store, journal }: { store: Store; journal(): Journal<UndoState> },
): Promise<SyncReport> {
  const run = findRun(id, store.syncRuns)
  const changes: SidecarChange[] = []
  let changed = 0
  for (const { state } of await entriesOf(id, journal())) {
    if (!state.change) continue
    changed++
    if (changes.length < most) changes.push(state.change)
  }
  return { run: describeRun(run), changes, changed, problems: store.jobs.problems(run.jobId) }
}

/** What a run noted, the last word on each photo: a write that was tried again is noted each time. */
export async function entriesOf(
  run: string,
  journal: Journal<UndoState>,
): Promise<JournalEntry<UndoState>[]> {
  const entries = new Map<number, JournalEntry<UndoState>>()
  for await (const entry of journal.entries(run)) {
    entries.delete(entry.photoId)
    entries.set(entry.photoId, entry)
  }
  return [...entries.values()]
}
