import { LumitagError, type ErrorCode } from '../src-shared/errors.ts'
import { hear } from './words/hear.ts'
import { say } from './words/say.svelte.ts'

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
const table = (): Record<ErrorCode, Entry> => ({
  BAD_INPUT: { title: say('That does not fit') },
  NOT_FOUND: { title: say('Not there any more'), action: 'retry' },
  ALREADY_EXISTS: { title: say('Exists already') },
  CANCELLED: { title: say('Cancelled') },
  HOST_CANNOT: { title: say('Not possible here') },

  FOLDER_MISSING: { title: say('There is no such folder') },
  FOLDER_UNREADABLE: { title: say('This folder may not be read') },
  NOT_A_FOLDER: { title: say('This is not a folder') },
  FILE_MISSING: { title: say('The file is gone') },
  FILE_UNREADABLE: { title: say('The file may not be read') },
  EMPTY_FILE: { title: say('The file is empty') },
  FILE_TOO_BIG: { title: say('The file is too big') },
  NOT_AN_IMAGE: { title: say('Not a picture') },
  UNSUPPORTED_FORMAT: { title: say('Format not supported') },
  DAMAGED_IMAGE: { title: say('The picture is damaged') },
  IMAGE_TOO_LARGE: { title: say('Too many pixels') },
  DECODER_CRASHED: { title: say('Reading it failed badly') },
  DECODER_TIMEOUT: { title: say('Reading it took too long') },

  MODEL_FOLDER_INVALID: { title: say('No model in this folder') },
  MODEL_INCOMPATIBLE: { title: say('This model does not fit') },
  MODEL_MISSING: { title: say('The model is gone'), action: 'models' },
  TOKENIZER_INVALID: { title: say('The model’s vocabulary cannot be read') },
  PROVIDER_FAILED: { title: say('The accelerator cannot be used') },
  TOWERS_DISAGREE: { title: say('Pictures and words do not match') },
  PRECISION_LOST: { title: say('Too much was lost when it was made smaller') },
  INFERENCE_FAILED: { title: say('The model could not look at the photos'), action: 'retry' },

  OFFLINE: { title: say('There is no connection') },
  DOWNLOAD_FAILED: { title: say('The download did not finish') },
  NOT_ALLOWED: { title: say('This may not be downloaded') },
  HASH_MISMATCH: { title: say('The download was damaged') },

  LIBRARY_IN_USE: {
    title: say('The library is open in another program'),
    sentence: say('Close Lumitag there. This window goes on by itself then.'),
  },
  LIBRARY_BUSY: { title: say('Another program uses the library'), action: 'retry' },
  LIBRARY_DAMAGED: { title: say('The library is damaged') },
  LIBRARY_TOO_NEW: {
    title: say('The library is from a newer Lumitag'),
    sentence: say('Install that version, or a newer one, to open it.'),
  },
  ENGINE_DIED: {
    title: say('The connection was lost'),
    sentence: say('Nothing is lost. Lumitag goes on as soon as the connection is back.'),
    action: 'retry',
  },
  ENGINE_FAILED: { title: say('Lumitag’s engine does not run') },
  OUTDATED: { title: say('Lumitag was updated') },

  NOT_XMP: { title: say('Not a sidecar') },
  XML: { title: say('The sidecar is damaged') },
  DTD: { title: say('The sidecar is unsafe') },
  ENCODING: { title: say('The sidecar’s encoding is unknown') },
  EMPTY: { title: say('The sidecar is empty') },
  TOO_BIG: { title: say('The sidecar is too big') },
  LIMIT: { title: say('The sidecar holds too much') },
  READ_ONLY: { title: say('Nothing can be written there') },
  LOCKED: { title: say('The sidecar is in use') },
  NO_SPACE: { title: say('The disk is full') },
  IO: { title: say('The disk did not answer') },
  NAME_TOO_LONG: { title: say('The file name is too long') },
  HARDLINK: { title: say('The sidecar is shared with another file') },
  CHANGED_MEANWHILE: { title: say('Changed by another program') },
  SELF_CHECK: { title: say('The result did not pass its check') },
  SEED_FAILED: { title: say('The photo’s own tags could not be read') },
  UNDO_SKIPPED: { title: say('Changed since') },
  INTERNAL: { title: say('Something went wrong'), action: 'retry' },
})

/** What to show for a thrown value; null for what the user cancelled, which is no error. */
export function describeError(error: unknown): ErrorView | null {
  const known = error instanceof LumitagError
  const code = known ? error.code : 'INTERNAL'
  if (code === 'CANCELLED') return null
  const entry = table()[code]
  const words = error instanceof Error ? error.message : String(error)
  return { code, title: entry.title, sentence: entry.sentence ?? hear(words), action: entry.action ?? null }
}

/** The title alone, for lists of problems. */
export const problemTitle = (code: ErrorCode): string => table()[code].title
