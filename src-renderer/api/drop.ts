import { errorCodes, fromErrorData, LumitagError, type ErrorData } from '../../src-shared/errors.ts'
import { MOST_DROPPED_BYTES } from '../../src-shared/limits.ts'
import { bytes } from '../format.ts'
import { say } from '../words/say.svelte.ts'

/** Sends a photo that was dropped, pasted or chosen; the engine keeps a copy under this id for a while. */
export async function postPhoto(photo: Blob): Promise<number> {
  if (photo.size > MOST_DROPPED_BYTES)
    throw new LumitagError(
      'FILE_TOO_BIG',
      say(
        'A photo that is dropped into the window may have up to {size}. Add its folder to the library instead.',
        { size: bytes(MOST_DROPPED_BYTES) },
      ),
    )
  const body = await photo.arrayBuffer().catch(() => {
    throw new LumitagError('FILE_UNREADABLE', say('It cannot be read. Drop one photo, not a folder.'))
  })
  const response = await fetch('/drop', { method: 'POST', body }).catch(() => undefined)
  const answer = (await response?.json().catch(() => undefined)) as { id: number } | ErrorData | undefined
  if (answer && 'id' in answer) return answer.id
  if (answer && errorCodes.includes(answer.code)) throw fromErrorData(answer)
  throw new LumitagError('ENGINE_DIED', say('The photo could not be sent. Try again.'))
}
