import { createHash } from 'node:crypto'
import { unlink } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Store } from '../store/store.ts'
import { isAsRemembered } from '../store/tags.ts'
import { exclusively } from '../xmp/exclusively.ts'
import { fileError } from '../xmp/fileError.ts'
import type { Journal, JournalEntry } from '../xmp/journal.ts'
import { replaceFile } from '../xmp/replaceFile.ts'
import { loadSidecar } from '../xmp/sidecarFile.ts'
import type { UndoState } from './applyPhoto.ts'
import { entriesOf } from './report.ts'
import { findRun } from './runs.ts'

/**
 * Takes a sync back: files get their bytes back and made ones go, if nobody changed them since; tags that came and went,
 * and stars and colours, come back as they were, if nobody decided otherwise since. What was changed since is UNDO_SKIPPED.
 */
export async function undoSync(
  { parameters: { run }, turn, progress, problem }: JobContext<{ run: string }>,
  { store, journal, now }: { store: Store; journal(): Journal<UndoState>; now: () => number },
): Promise<JobOutcome> {
  findRun(run, store.syncRuns)
  const entries = await entriesOf(run, journal())
  const result = { restored: 0, deleted: 0, failed: 0 }
  for (const [index, entry] of entries.entries()) {
    await turn()
    try {
      if (entry.file) result[await restoreFile(entry.file)]++
      restoreState(entry, store)
    } catch (error) {
      result.failed++
      problem({
        path: entry.file?.path ?? `photo ${entry.photoId}`,
        photoId: entry.photoId,
        ...toErrorData(error),
      })
    }
    progress({ done: index + 1, total: entries.length, failed: result.failed })
  }
  store.syncRuns.undone(run, now())
  return { result }
}

async function restoreFile({
  path,
  before,
  after,
}: NonNullable<JournalEntry<UndoState>['file']>): Promise<'restored' | 'deleted'> {
  return exclusively(path, async () => {
    const now = await loadSidecar(path)
    const hash = now && createHash('sha256').update(now.bytes).digest('hex')
    // killed after it was noted and before it was written: it is as it was
    if (before ? now && Buffer.compare(now.bytes, before) === 0 : !now) return before ? 'restored' : 'deleted'
    if (hash !== after)
      throw new LumitagError('UNDO_SKIPPED', `${path} was changed since by somebody else, and was left so.`)
    try {
      if (!before) {
        await unlink(now!.target)
        return 'deleted'
      }
      if (!(await replaceFile(now?.target ?? path, before, now?.stats ?? null)))
        throw new LumitagError(
          'UNDO_SKIPPED',
          `${path} is being changed by another program, and was left so.`,
        )
      return 'restored'
    } catch (error) {
      throw fileError(error, path)
    }
  })
}

function restoreState({ photoId, state }: JournalEntry<UndoState>, store: Store): void {
  store.transaction(() => {
    const present = store.tags.ofPhoto(photoId)
    for (const { path, before, after } of state.tags) {
      const now = present.find((tag) => tag.path === path) ?? null
      // its label may be gone, or have come since: that is no other decision
      if (!isAsRemembered(now && { ...now, labelId: after?.labelId ?? null }, after)) continue
      const labelId = store.labels.named(path)?.id ?? null
      if (before && (before.state !== 'automatic' || labelId !== null)) store.tags.put({ ...before, labelId })
      else store.tags.remove(photoId, path)
    }
    const { marks } = state
    if (marks && isDeepStrictEqual(store.marks.get(photoId), marks.after))
      store.marks.put(photoId, marks.before)
    if (state.base) store.sidecars.put({ ...state.base, modifiedAt: 0 })
    else store.sidecars.remove(photoId)
  })
}
