import { errorCodes, fromErrorData, LumitagError, type ErrorData } from '../../src-shared/errors.ts'
import { MOST_DROPPED_BYTES, TOO_BIG_TO_DROP } from '../../src-shared/limits.ts'

/** Sends a photo that was dropped, pasted or chosen; the engine keeps a copy under this id for a while. */
export async function postPhoto(photo: Blob): Promise<number> {
  if (photo.size > MOST_DROPPED_BYTES) throw new LumitagError('FILE_TOO_BIG', TOO_BIG_TO_DROP)
  const body = await photo.arrayBuffer().catch(() => {
    throw new LumitagError('FILE_UNREADABLE', 'It cannot be read. Drop one photo, not a folder.')
  })
  const response = await fetch('/drop', { method: 'POST', body }).catch(() => undefined)
  const answer = (await response?.json().catch(() => undefined)) as { id: number } | ErrorData | undefined
  if (answer && 'id' in answer) return answer.id
  if (answer && errorCodes.includes(answer.code)) throw fromErrorData(answer)
  throw new LumitagError('ENGINE_DIED', 'The photo could not be sent. Try again.')
}
