import { join } from 'node:path'
import { toErrorData } from '../../../../src-shared/errors.ts'
import type { Inference } from '../../inference/client.ts'
import type { PaceService } from '../../jobs/pace.ts'
import type { JobContext, JobOutcome } from '../../jobs/runner.ts'
import type { PhotoFacts } from '../../media/metadata/facts.ts'
import type { FullPhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import type { RootStates } from '../drives/rootStates.ts'
import { inParallel } from '../inParallel.ts'
import { fileNow, isSame } from './fileNow.ts'
import { importKeywords } from './importKeywords.ts'

/** Results are written together: a crash repeats at most so many. */
const BATCH = 64

export interface RefreshDependencies {
  store: Store
  inference: Inference
  pace: PaceService
  states: RootStates
  /** photos say something else now */
  changed(): void
}

/** Whether photos are left of which only an older reader has read what they say. */
export function isMetadataOutdated(store: Store): boolean {
  const isWaiting = store.jobs.unfinished().some(({ kind }) => kind === 'metadata')
  return !isWaiting && store.contents.countOutdated() > 0
}

/**
 * Reads again what photos say about themselves, where a newer reader finds more. Pictures are not decoded and embeddings
 * stay. What there is to do comes from the database, so a killed run goes on where it was; a photo that changed, or
 * cannot be reached, is left for its next reading.
 */
export async function refreshMetadata(
  { store, inference, pace, states, changed }: RefreshDependencies,
  context: JobContext<Record<string, never>>,
): Promise<JobOutcome> {
  const total = store.contents.countOutdated()
  let read = 0
  let failed = 0
  const page = (after: number) => store.contents.outdated(after, BATCH, states.unreachable())
  for (let batch = page(0); batch.length > 0; batch = page(batch.at(-1)!.contentId)) {
    const results: { contentId: number; facts: PhotoFacts }[] = []
    await inParallel(batch, inference.capacity, pace.admit, async ({ contentId, photoId }) => {
      await context.turn()
      const photo = store.photos.get(photoId)
      if (!photo || states.isAway(photo)) return
      const started = performance.now()
      try {
        const facts = await readUnchanged(photo)
        if (facts) results.push({ contentId, facts })
      } catch (error) {
        const problem = toErrorData(error)
        if (problem.code === 'CANCELLED') throw error
        // not again at each start; what was known stays
        if (problem.code === 'DECODER_CRASHED' || problem.code === 'DECODER_TIMEOUT')
          store.contents.giveUp(contentId)
        failed++
        context.problem({ path: join(photo.rootPath, photo.path), photoId, ...problem })
      }
      await pace.rest(performance.now() - started, context.signal)
    }).finally(() => {
      store.transaction(() => results.forEach(({ contentId, facts }) => keep(contentId, facts)))
      read += results.length
      context.progress({ done: read, total: Math.max(total, read), failed })
      if (results.length > 0) changed()
    })
  }
  return { result: { read, failed } }

  /** Undefined where the file is not the one that the library knows. */
  async function readUnchanged(photo: FullPhotoRow): Promise<PhotoFacts | undefined> {
    const file = join(photo.rootPath, photo.path)
    const isKnown = async (): Promise<boolean> => {
      const now = await fileNow(file)
      return now !== undefined && isSame(now, photo)
    }
    if (!(await isKnown())) return undefined
    const facts = await inference.run({ kind: 'metadata', file })
    return (await isKnown()) ? facts : undefined
  }

  function keep(contentId: number, facts: PhotoFacts): void {
    store.photos.setFacts(contentId, facts)
    for (const { id } of store.photos.ofContents([contentId])) importKeywords(store, id, facts.keywords)
  }
}
