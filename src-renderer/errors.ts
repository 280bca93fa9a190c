import { LumitagError, type ErrorCode } from '../src-shared/errors.ts'

/** How an error looks: a title in few words, the sentence that says what to do, and the button that does it. */
export interface ErrorView {
  code: ErrorCode
  title: string
  sentence: string
  action: ErrorAction | null
}
export type ErrorAction = 'retry' | 'add-folder' | 'models'

interface Entry {
  title: string
  /** replaces the engine's words where a person at the window needs others */
  sentence?: string
  action?: ErrorAction
}

/** One line per code; what is shown for an error is decided here and nowhere else. */
const table: Record<ErrorCode, Entry> = {
  BAD_INPUT: { title: 'That does not fit' },
  NOT_FOUND: { title: 'Not there any more', action: 'retry' },
  ALREADY_EXISTS: { title: 'Exists already' },
  CANCELLED: { title: 'Cancelled' },
  HOST_CANNOT: { title: 'Not possible here' },

  FOLDER_MISSING: { title: 'There is no such folder' },
  FOLDER_UNREADABLE: { title: 'This folder may not be read' },
  NOT_A_FOLDER: { title: 'This is not a folder' },
  FILE_MISSING: { title: 'The file is gone' },
  FILE_UNREADABLE: { title: 'The file may not be read' },
  EMPTY_FILE: { title: 'The file is empty' },
  FILE_TOO_BIG: { title: 'The file is too big' },
  NOT_AN_IMAGE: { title: 'Not a picture' },
  UNSUPPORTED_FORMAT: { title: 'Format not supported' },
  DAMAGED_IMAGE: { title: 'The picture is damaged' },
  IMAGE_TOO_LARGE: { title: 'Too many pixels' },
  DECODER_CRASHED: { title: 'Reading it failed badly' },
  DECODER_TIMEOUT: { title: 'Reading it took too long' },

  MODEL_FOLDER_INVALID: { title: 'No model in this folder' },
  MODEL_INCOMPATIBLE: { title: 'This model does not fit' },
  MODEL_MISSING: { title: 'The model is gone', action: 'models' },
  TOKENIZER_INVALID: { title: 'The model’s vocabulary cannot be read' },
  PROVIDER_FAILED: { title: 'The accelerator cannot be used' },
  TOWERS_DISAGREE: { title: 'Pictures and words do not match' },
  PRECISION_LOST: { title: 'Too much was lost when it was made smaller' },
  INFERENCE_FAILED: { title: 'The model could not look at the photos', action: 'retry' },

  OFFLINE: { title: 'There is no connection' },
  DOWNLOAD_FAILED: { title: 'The download did not finish' },
  NOT_ALLOWED: { title: 'This may not be downloaded' },
  HASH_MISMATCH: { title: 'The download was damaged' },

  LIBRARY_IN_USE: { title: 'The library is open in another program' },
  LIBRARY_BUSY: { title: 'Another program uses the library', action: 'retry' },
  LIBRARY_DAMAGED: { title: 'The library is damaged' },
  LIBRARY_TOO_NEW: { title: 'The library is from a newer Lumitag' },
  ENGINE_DIED: {
    title: 'The connection was lost',
    sentence: 'Nothing is lost. Lumitag goes on as soon as the connection is back.',
    action: 'retry',
  },
  ENGINE_FAILED: { title: 'Lumitag’s engine does not run' },
  OUTDATED: { title: 'Lumitag was updated' },

  NOT_XMP: { title: 'Not a sidecar' },
  XML: { title: 'The sidecar is damaged' },
  DTD: { title: 'The sidecar is unsafe' },
  ENCODING: { title: 'The sidecar’s encoding is unknown' },
  EMPTY: { title: 'The sidecar is empty' },
  TOO_BIG: { title: 'The sidecar is too big' },
  LIMIT: { title: 'The sidecar holds too much' },
  READ_ONLY: { title: 'Nothing can be written there' },
  LOCKED: { title: 'The sidecar is in use' },
  NO_SPACE: { title: 'The disk is full' },
  IO: { title: 'The disk did not answer' },
  NAME_TOO_LONG: { title: 'The file name is too long' },
  HARDLINK: { title: 'The sidecar is shared with another file' },
  CHANGED_MEANWHILE: { title: 'Changed by another program' },
  SELF_CHECK: { title: 'The result did not pass its check' },
  SEED_FAILED: { title: 'The photo’s own tags could not be read' },
  UNDO_SKIPPED: { title: 'Changed since' },
  INTERNAL: { title: 'Something went wrong', action: 'retry' },
}

/** What to show for a thrown value; null for what the user cancelled, which is no error. */
export function describeError(error: unknown): ErrorView | null {
  const known = error instanceof LumitagError
  const code = known ? error.code : 'INTERNAL'
  if (code === 'CANCELLED') return null
  const entry = table[code]
  const words = error instanceof Error ? error.message : String(error)
  return { code, title: entry.title, sentence: entry.sentence ?? words, action: entry.action ?? null }
}

/** The title alone, for lists of problems. */
export const problemTitle = (code: ErrorCode): string => table[code].title
