/** Every error that leaves the engine has one of these codes; the words shown for it say what to do next. */
export const errorCodes = [
  // asked for something that is not there or makes no sense
  'BAD_INPUT',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'CANCELLED',
  'HOST_CANNOT',
  // folders and files
  'FOLDER_MISSING',
  'FOLDER_UNREADABLE',
  'NOT_A_FOLDER',
  'FILE_MISSING',
  'FILE_UNREADABLE',
  'EMPTY_FILE',
  'FILE_TOO_BIG',
  'NOT_AN_IMAGE',
  'UNSUPPORTED_FORMAT',
  'DAMAGED_IMAGE',
  'IMAGE_TOO_LARGE',
  'DECODER_CRASHED',
  'DECODER_TIMEOUT',
  // models and inference
  'MODEL_FOLDER_INVALID',
  'MODEL_INCOMPATIBLE',
  'MODEL_MISSING',
  'TOKENIZER_INVALID',
  'INFERENCE_FAILED',
  'PROVIDER_FAILED',
  'TOWERS_DISAGREE',
  'PRECISION_LOST',
  // downloads
  'OFFLINE',
  'DOWNLOAD_FAILED',
  'NOT_ALLOWED',
  'HASH_MISMATCH',
  // library
  'LIBRARY_IN_USE',
  'LIBRARY_BUSY',
  'LIBRARY_DAMAGED',
  'LIBRARY_TOO_NEW',
  'ENGINE_DIED',
  // it died too often, and is not started again by itself
  'ENGINE_FAILED',
  // another version of the program was installed while this one ran
  'OUTDATED',
  // sidecars: XMP.md section 8
  'NOT_XMP',
  'XML',
  'DTD',
  'ENCODING',
  'EMPTY',
  'TOO_BIG',
  'LIMIT',
  'READ_ONLY',
  'LOCKED',
  'NO_SPACE',
  'IO',
  'NAME_TOO_LONG',
  'HARDLINK',
  'CHANGED_MEANWHILE',
  'SELF_CHECK',
  'SEED_FAILED',
  'UNDO_SKIPPED',
  'INTERNAL',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** An error as data: what crosses a process border, is stored with a photo, and is printed by the CLI. */
export interface ErrorData {
  code: ErrorCode
  message: string
}

/** An error with a code and a sentence that says what to do. */
export class LumitagError extends Error {
  readonly code: ErrorCode
  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'LumitagError'
    this.code = code
  }
}

/** Any thrown value as data. What has no code of ours is INTERNAL, with its own words. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof LumitagError) return { code: error.code, message: error.message }
  if (error instanceof Error && error.name === 'AbortError')
    return { code: 'CANCELLED', message: 'Cancelled.' }
  return { code: 'INTERNAL', message: error instanceof Error ? error.message : String(error) }
}

/** The error that data stands for. */
export function fromErrorData(data: ErrorData): LumitagError {
  return new LumitagError(data.code, data.message)
}
