import { join } from 'node:path'
import { toErrorData, type ErrorCode } from '../../../src-shared/errors.ts'
import type { Inference } from '../inference/client.ts'
import type { IndexResult } from '../inference/protocol.ts'
import type { PaceService } from '../jobs/pace.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Scoring } from '../labels/scoring.ts'
import { exists } from '../media/thumbnail.ts'
import type { EmbeddingKey } from '../store/embeddings.ts'
import type { PhotoRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import { inParallel } from './inParallel.ts'

/** Results are written together, this often: a crash repeats at most what was not written yet. */
const WRITE_EVERY_MS = 1000
/** … or when there are so many. */
const WRITE_BATCH = 64

/** These are about the program or the model: the run ends, and the photos are tried again. */
const NOT_THE_PHOTOS_FAULT = new Set<ErrorCode>(['CANCELLED', 'MODEL_FOLDER_INVALID', 'MODEL_INCOMPATIBLE'])
/** A model may choke on a photo; one that chokes on so many in a row is broken. */
const MODEL_FAILURES = 10

export interface IndexDependencies {
  store: Store
  inference: Inference
  pace: PaceService
  scoring: () => Scoring
  thumbnails: string
  /** Called after photos were stored: tags and views follow. */
  stored(contentIds: number[]): Promise<void>
}

interface Result {
  photoId: number
  /** the file as the last scan before reading saw it */
  seen: Pick<PhotoRow, 'bytes' | 'modifiedAt'>
  index: IndexResult
}

/**
 * Reads and embeds every photo that needs it: what that is comes from the database each time, so nothing is done twice
 * and nothing is lost when the program is killed. A photo that cannot be read is noted, and the run goes on.
 */
export async function indexPhotos(
  { store, inference, pace, scoring, thumbnails, stored }: IndexDependencies,
  context: JobContext<Record<string, never>>,
): Promise<JobOutcome> {
  let done = 0
  let failed = 0
  let modelFailures = 0
  let results: Result[] = []
  let lastWrite = Date.now()

  for (let ids = store.photos.unindexed(scoring().model.embeddingKey); ids.length > 0;) {
    const { model } = scoring()
    const key = model.embeddingKey
    const total = done + failed + ids.length
    context.progress({ done, total, failed })
    await inParallel(ids, inference.capacity, pace.admit, async (photoId) => {
      await context.turn()
      if (!sameKey(scoring().model.embeddingKey, key)) return // another model was put in use
      const photo = store.photos.get(photoId)
      if (!photo) return
      const file = join(photo.rootPath, photo.path)
      try {
        const started = performance.now()
        const index = await inference.run({ kind: 'index', file, thumbnails, vision: model.vision })
        await pace.rest(performance.now() - started, context.signal)
        results.push({ photoId, seen: photo, index })
        done++
        modelFailures = 0
      } catch (error) {
        const problem = toErrorData(error)
        if (NOT_THE_PHOTOS_FAULT.has(problem.code)) throw error
        if (problem.code === 'INFERENCE_FAILED' && ++modelFailures >= MODEL_FAILURES) throw error
        failed++
        context.problem({ path: file, photoId, ...problem })
        // a drive that was pulled out says nothing about its photos
        if (problem.code !== 'FILE_MISSING') store.photos.setProblem(photoId, problem)
        else if (await exists(photo.rootPath)) store.photos.setMissing(photoId, true)
        else throw error
      }
      context.progress({ done, total, failed })
      if (results.length >= WRITE_BATCH || Date.now() - lastWrite > WRITE_EVERY_MS) await write()
    }).finally(write)

    ids = store.photos.unindexed(scoring().model.embeddingKey)

    async function write(): Promise<void> {
      const batch = results
      results = []
      lastWrite = Date.now()
      if (batch.length === 0) return
      const stillSame = sameKey(scoring().model.embeddingKey, key)
      const { vectors } = scoring()
      const contentIds = store.transaction(() =>
        batch.flatMap(({ photoId, seen, index }) => {
          const now = store.photos.get(photoId)
          // a file that was replaced meanwhile is read again, one that was removed is not wanted any more
          if (now?.bytes !== seen.bytes || now.modifiedAt !== seen.modifiedAt) return []
          const contentId = store.photos.setContent(photoId, index.content, index.metadata)
          store.embeddings.add(key, contentId, index.embedding, index.mode)
          if (stillSame) vectors.add(contentId, index.embedding)
          return [contentId]
        }),
      )
      await stored(contentIds)
    }
  }
  return { result: { embedded: done, failed } }
}

const sameKey = (one: EmbeddingKey, other: EmbeddingKey): boolean =>
  one.tower === other.tower && one.preprocessing === other.preprocessing
