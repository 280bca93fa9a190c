import { join } from 'node:path'
import { LumitagError, toErrorData, type ErrorCode } from '../../../../src-shared/errors.ts'
import { DISK_CODES } from '../../diskError.ts'
import type { Inference } from '../../inference/client.ts'
import type { FullPhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import type { RootStates } from '../drives/rootStates.ts'
import { formerPhoto } from '../identity.ts'
import { isQuiet } from './fileNow.ts'
import type { Wanted } from './readingOrder.ts'
import { storeContent } from './storeContent.ts'

/** Views hear of what was read together, this often. */
const TELL_EVERY_MS = 1000

/** These say nothing about the photo. */
const PASSING = new Set<ErrorCode>(['CANCELLED', 'INFERENCE_FAILED', 'FILE_MISSING', ...DISK_CODES])

export interface LookDependencies {
  store: Store
  inference: Inference
  states: RootStates
  wanted: Wanted
  thumbnails: string
  quietMs: number
  /** photos were read */
  changed(): void
}

/**
 * Reads photos that are looked at before their turn has come: what they are and a thumbnail, at once; the embedding
 * follows. The answer is the photo as it is known then; what cannot be read is thrown, and remembered.
 */
export function createLookNow(all: LookDependencies): (photo: FullPhotoRow) => Promise<FullPhotoRow> {
  const { store, inference, states, wanted, thumbnails, quietMs } = all
  const running = new Map<number, Promise<FullPhotoRow>>()
  let telling: NodeJS.Timeout | undefined

  async function look(photo: FullPhotoRow): Promise<FullPhotoRow> {
    if (photo.problemCode) throw new LumitagError(photo.problemCode, photo.problemMessage ?? '')
    wanted.note(photo.id)
    if (states.isAway(photo)) throw new LumitagError('FILE_MISSING', 'Its drive is not connected at present.')
    if (!(await isQuiet(store, photo, quietMs)))
      throw new LumitagError('FILE_UNREADABLE', 'The file is still being written.')
    const read = await inference
      .run({ kind: 'look', file: join(photo.rootPath, photo.path), thumbnails })
      .catch((error: unknown) => {
        const problem = toErrorData(error)
        if (!PASSING.has(problem.code)) store.photos.setProblem(photo.id, problem)
        throw error
      })
    const former = await formerPhoto(store, states, photo, read.content)
    const stored = store.transaction(() => storeContent(store, { photo, former, read }))
    telling ??= setTimeout(() => {
      telling = undefined
      all.changed()
    }, TELL_EVERY_MS).unref()
    const known = stored && store.photos.get(stored.photoId)
    if (!known) throw new LumitagError('NOT_FOUND', 'The photo has changed meanwhile. It is read again.')
    return known
  }

  return (photo) => {
    const same = running.get(photo.id)
    if (same) return same
    const looking = look(photo).finally(() => running.delete(photo.id))
    running.set(photo.id, looking)
    return looking
  }
}
