import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Journal } from '../xmp/journal.ts'
import { inParallel } from '../library/inParallel.ts'
import { openSidecarBatch } from '../xmp/sidecar.ts'
import { applyPhoto, type UndoState } from './applyPhoto.ts'
import { planPhoto, type SyncDependencies } from './planPhoto.ts'
import { refusal } from './describe.ts'
import { unsettledPhotos } from './settled.ts'

export interface SyncJobDependencies extends SyncDependencies {
  /** the photos that a request is about */
  photosOf(request: SyncRequest): Promise<number[]>
  journal(): Journal<UndoState>
  /** a folder on another computer's disk, where waiting for each file costs too much */
  isNetwork(folder: string): Promise<boolean>
}

/** The journal outlasts a kill at once, and a power cut after so many photos. */
const FLUSH_EVERY = 32
/** Photos that are dealt with at once: while one waits for the disk, others are read and worked out. */
const LANES = 4

/**
 * Brings the tags here and the sidecars together, folder by folder, some photos at once. A photo that cannot be dealt with is
 * noted, and the run goes on.
 */
export async function syncSidecars(
  context: JobContext<SyncRequest>,
  dependencies: SyncJobDependencies,
): Promise<JobOutcome> {
  const { store, isNetwork, now } = dependencies
  const { parameters: request, jobId } = context
  const photoIds = await dependencies.photosOf(request)
  const result = {
    written: 0,
    created: 0,
    unchanged: 0,
    imported: 0,
    dropped: 0,
    marks: 0,
    conflicts: 0,
    failed: 0,
    milliseconds: 0,
  }
  const started = now()
  const run = runName(jobId, started)
  const journal = dependencies.journal()
  for (const old of await journal.prune(now())) store.syncRuns.remove(old)
  await journal.begin(run)
  store.syncRuns.add({ id: run, jobId, direction: request.direction, at: started })
  const { naming, flushNetwork } = dependencies.settings()
  const batch = openSidecarBatch(naming, async (folder) => flushNetwork || !(await isNetwork(folder)))
  const note = { note: (entry: Parameters<typeof journal.append>[1]) => journal.append(run, entry) }
  let done = 0
  function count(photos: number): void {
    done += photos
    context.progress({ done, total: photoIds.length, failed: result.failed })
  }
  async function syncPhoto(photoId: number): Promise<void> {
    try {
      const sync = await planPhoto(photoId, request, batch, dependencies)
      const change = sync && (await applyPhoto(sync, request.direction, batch, note, dependencies))
      if (!change || change.action === 'none') result.unchanged++
      else result.written++
      if (change?.action === 'create') result.created++
      result.imported += change?.imported.length ?? 0
      result.dropped += change?.dropped.length ?? 0
      if (change?.marks?.taken.length) result.marks++
      result.conflicts += change?.conflicts.filter(({ open }) => open).length ?? 0
    } catch (error) {
      await context.turn() // what fails because Lumitag closes is no problem of the photo
      result.failed++
      const { photo: path, problem } = refusal(photoId, error, store)
      context.problem({ path, photoId, ...problem! })
    }
  }
  try {
    for await (const { open, settled } of unsettledPhotos(photoIds, batch, dependencies)) {
      await context.turn()
      result.unchanged += settled
      if (settled > 0) count(settled)
      await inParallel(open, LANES, context.turn, async (photoId) => {
        await syncPhoto(photoId)
        count(1)
        if (done % FLUSH_EVERY === 0) await journal.flush()
      })
    }
  } finally {
    await batch.close()
    await journal.flush()
    await journal.close()
    result.milliseconds = now() - started
    store.syncRuns.end(run, result)
  }
  return { result }
}

/** "20261121-102345-17": when it began, and its job. */
function runName(jobId: number, time: number): string {
  const digits = new Date(time).toISOString().replace(/\D/g, '')
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${jobId}`
}
