import { join } from 'node:path'
import { LumitagError, toErrorData, type ErrorCode } from '../../../src-shared/errors.ts'
import { DISK_CODES } from '../diskError.ts'
import type { Inference } from '../inference/client.ts'
import type { IndexResult } from '../inference/protocol.ts'
import type { PaceService } from '../jobs/pace.ts'
import type { JobContext, JobOutcome } from '../jobs/runner.ts'
import type { Scoring } from '../labels/scoring.ts'
import type { ActiveModel } from '../models/models.ts'
import { sameKey, type EmbeddingKey } from '../store/embeddings.ts'
import type { FullPhotoRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import type { RootStates } from './drives/rootStates.ts'
import { formerPhoto } from './identity.ts'
import { inParallel } from './inParallel.ts'
import { fileNow, isQuiet, isSame } from './reading/fileNow.ts'
import { createPuttingOff } from './reading/puttingOff.ts'
import { readingOrder, type Wanted } from './reading/readingOrder.ts'
import { storeContent, type ReadPhoto } from './reading/storeContent.ts'

/** Results are written together, this often: a crash repeats at most what was not written yet. */
const WRITE_EVERY_MS = 1000
/** … or when there are so many. */
const WRITE_BATCH = 64

/** These are about the program or the model: the run ends, and the photos are tried again. */
const NOT_THE_PHOTOS_FAULT = new Set<ErrorCode>([
  'CANCELLED',
  'MODEL_FOLDER_INVALID',
  'MODEL_INCOMPATIBLE',
  ...DISK_CODES,
])
/** A model may choke on a photo; one that chokes on so many in a row is broken. */
const MODEL_FAILURES = 10

/** What photos are read for: the model in use, or one that is made ready beside it. */
export interface Reader {
  model(): Pick<ActiveModel, 'embeddingKey' | 'vision'>
  /** The photos that need it; those of some roots left out. */
  wanted(key: EmbeddingKey, unreachable: readonly number[]): number[]
  /** Does a piece of work, perhaps later: workers hold one image tower each. */
  inOrder<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>
  /** whether a photo that it cannot read is one that cannot be read */
  judges: boolean
  /** Called after photos were stored: tags and views follow. */
  stored(contentIds: number[]): Promise<void>
}

export interface IndexDependencies {
  store: Store
  inference: Inference
  pace: PaceService
  states: RootStates
  /** photos that somebody looks at come first */
  wanted: Wanted
  /** a file is read when it was left alone for so many milliseconds */
  quietMs: number
  scoring: () => Scoring
  thumbnails: string
}

interface Result extends ReadPhoto {
  read: IndexResult
}

/**
 * Reads and embeds every photo that needs it: what that is comes from the database each time, so nothing is done twice
 * and nothing is lost when the program is killed. A photo that cannot be read is noted, and the run goes on.
 */
export async function indexPhotos(
  all: IndexDependencies,
  context: JobContext<unknown>,
  reader: Reader,
): Promise<JobOutcome> {
  const { store, inference, pace, states, scoring, quietMs } = all
  const puttingOff = createPuttingOff(quietMs)
  const givenUp = new Set<number>()
  const unindexed = (): Promise<number[]> =>
    reader.inOrder(
      async () =>
        reader
          .wanted(reader.model().embeddingKey, states.unreachable())
          .filter((id) => puttingOff.mayBeRead(id) && !givenUp.has(id)),
      context.signal,
    )
  let done = 0
  let failed = 0
  let modelFailures = 0
  let results: Result[] = []
  let lastWrite = performance.now()

  for (let ids = await unindexed(); ids.length > 0; ids = await unindexed()) {
    const { embeddingKey: key, vision } = reader.model()
    const total = done + failed + ids.length
    context.progress({ done, total, failed })
    const next = readingOrder(ids, all.wanted)
    await puttingOff.wait(ids)
    await inParallel(ids, inference.capacity, pace.admit, async () => {
      await context.turn()
      if (!sameKey(reader.model().embeddingKey, key)) return // another model was put in use
      const photo = store.photos.get(next()!)
      if (!photo) return
      if (states.isAway(photo)) return puttingOff.skip(photo.id)
      try {
        const result = await reader.inOrder(() => read(photo), context.signal)
        if (result) {
          results.push(result)
          done++
          modelFailures = 0
        } else if (!puttingOff.later(photo.id))
          throw new LumitagError(
            'FILE_UNREADABLE',
            'Another program has been writing to this file all along.',
          )
      } catch (error) {
        const problem = toErrorData(error)
        if (NOT_THE_PHOTOS_FAULT.has(problem.code)) throw error
        if (problem.code === 'INFERENCE_FAILED' && ++modelFailures >= MODEL_FAILURES) throw error
        // a drive that was pulled out says nothing about its photos
        const isGone = problem.code === 'FILE_MISSING'
        if (isGone && (await states.check(photo.rootId)) !== 'there') return puttingOff.skip(photo.id)
        failed++
        context.problem({ path: join(photo.rootPath, photo.path), photoId: photo.id, ...problem })
        if (isGone) store.photos.setMissing(photo.id, true)
        else if (!reader.judges) givenUp.add(photo.id)
        else store.photos.setProblem(photo.id, problem)
      }
      context.progress({ done, total, failed })
      if (results.length >= WRITE_BATCH || performance.now() - lastWrite > WRITE_EVERY_MS) await write()
    }).finally(write)

    /** Undefined while the file is being written. */
    async function read(photo: FullPhotoRow): Promise<Result | undefined> {
      const file = join(photo.rootPath, photo.path)
      if (!(await isQuiet(store, photo, quietMs))) return undefined
      const started = performance.now()
      const index = await inference.run({ kind: 'index', file, thumbnails: all.thumbnails, vision })
      await pace.rest(performance.now() - started, context.signal)
      const after = await fileNow(file)
      if (after && !isSame(after, photo)) return undefined
      return { photo, former: await formerPhoto(store, states, photo, index.content), read: index }
    }

    async function write(): Promise<void> {
      const batch = results
      results = []
      lastWrite = performance.now()
      if (batch.length === 0) return
      const stillSame = sameKey(scoring().model.embeddingKey, key)
      const { vectors } = scoring()
      const known = store.transaction(() =>
        batch.flatMap((result) => {
          const contentId = storeContent(store, result)?.contentId
          if (contentId === undefined) return []
          const { embedding, mode } = result.read
          store.embeddings.add(key, contentId, embedding, mode)
          return [{ contentId, embedding }]
        }),
      )
      // not before it is certain: memory must never have what the database has not
      if (stillSame) for (const { contentId, embedding } of known) vectors.add(contentId, embedding)
      await reader.stored(known.map(({ contentId }) => contentId))
    }
  }
  const away = puttingOff.skipped()
  return {
    result: { embedded: done, failed },
    message: away > 0 ? `${away} photos wait until their drive is connected.` : null,
  }
}
