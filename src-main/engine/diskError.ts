import { LumitagError } from '../../../../src-shared/errors.ts'

/** What the operating system's refusal to write means for the user; any other error as it is. */
export function diskError(error: unknown, directory: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new LumitagError(
      'NO_SPACE',
      `The disk of ${directory} is full. Make room, or name a library on another disk with --library <dir>, and run it again: what was downloaded is kept.`,
      { cause: error },
    )
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new LumitagError('READ_ONLY', `Nothing can be written in ${directory} (${code}).`, {
      cause: error,
    })
  return error
}
