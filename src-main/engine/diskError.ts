import { LumitagError, type ErrorCode } from '../../src-shared/errors.ts'

/** What the operating system's refusal to write in a folder of the library means for the user; any other error as it is. */
export function diskError(error: unknown, directory: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new LumitagError(
      'NO_SPACE',
      `The disk of ${directory} is full. Make room, or name a library on another disk with --library <dir>, and try again: what was done is kept.`,
      { cause: error },
    )
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new LumitagError('READ_ONLY', `Nothing can be written in ${directory} (${code}).`, {
      cause: error,
    })
  if (code === 'EIO')
    return new LumitagError(
      'IO',
      `The disk of ${directory} did not answer. Look whether it is still connected, then try again.`,
      { cause: error },
    )
  return error
}

/** Codes that say something about the library's disk, and nothing about the photo that was being read. */
export const DISK_CODES: readonly ErrorCode[] = ['NO_SPACE', 'READ_ONLY', 'IO']
