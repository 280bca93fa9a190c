import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Journal } from '../xmp/journal.ts'
import { openSidecarBatch } from '../xmp/sidecar.ts'
import { applyPhoto, type UndoState } from './applyPhoto.ts'
import { planPhoto, type SyncDependencies } from './planPhoto.ts'
import { refusal } from './describe.ts'
import { readAhead } from './readAhead.ts'

export interface SyncJobDependencies extends SyncDependencies {
  /** the photos that a request is about */
  photosOf(request: SyncRequest): Promise<number[]>
  journal(): Journal<UndoState>
}

/** The journal outlasts a kill at once, and a power cut after so many photos. */
const FLUSH_EVERY = 32

/**
 * Brings the tags here and the sidecars together, photo by photo, folder by folder. A photo that cannot be dealt with is
 * noted, and the run goes on.
 */
export async function syncSidecars(
  context: JobContext<SyncRequest>,
  dependencies: SyncJobDependencies,
): Promise<JobOutcome> {
  const { store, now } = dependencies
  const { parameters: request, jobId } = context
  const photoIds = await dependencies.photosOf(request)
  const result = {
    written: 0,
    created: 0,
    unchanged: 0,
    imported: 0,
    dropped: 0,
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
  const batch = openSidecarBatch(dependencies.settings().naming)
  const ahead = readAhead(photoIds, request, batch, dependencies)
  const reading = { ...dependencies, embedded: ahead.embedded }
  const note = { note: (entry: Parameters<typeof journal.append>[1]) => journal.append(run, entry) }
  let done = 0
  try {
    for (const [index, photoId] of photoIds.entries()) {
      await context.turn()
      ahead.next(index)
      try {
        const sync = await planPhoto(photoId, request, batch, reading)
        const change = sync && (await applyPhoto(sync, request.direction, batch, note, dependencies))
        if (!change || change.action === 'none') result.unchanged++
        else result.written++
        if (change?.action === 'create') result.created++
        result.imported += change?.imported.length ?? 0
        result.dropped += change?.dropped.length ?? 0
        result.conflicts += change?.conflicts.filter(({ open }) => open).length ?? 0
      } catch (error) {
        await context.turn() // what fails because Lumitag closes is no problem of the photo
        result.failed++
        const { photo: path, problem } = refusal(photoId, error, store)
        context.problem({ path, photoId, ...problem! })
      }
      if (++done % FLUSH_EVERY === 0) await journal.flush()
      context.progress({ done, total: photoIds.length, failed: result.failed })
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
