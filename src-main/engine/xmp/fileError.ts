import { LumitagError } from '../../../src-shared/errors.ts'
import type { ErrorCode } from '../../../src-shared/errors.ts'

const kinds: Record<string, { code: ErrorCode; help: string }> = {
  ENOSPC: { code: 'NO_SPACE', help: 'The disk is full. Free some space, then try again.' },
  EDQUOT: { code: 'NO_SPACE', help: 'Your space on this disk is used up. Free some, then try again.' },
  ENAMETOOLONG: { code: 'NAME_TOO_LONG', help: 'Shorten the photo’s name, then try again.' },
  EBUSY: { code: 'LOCKED', help: 'Another program has it open. Close it there, then try again.' },
  EACCES: { code: 'IO', help: 'The folder does not allow it. Change its permissions, then try again.' },
  EPERM: { code: 'IO', help: 'The folder does not allow it. Change its permissions, then try again.' },
  EROFS: { code: 'IO', help: 'The disk is read-only.' },
}

/** What the file system said about a sidecar, as an error of ours. */
export function fileError(error: unknown, file: string): LumitagError {
  if (error instanceof LumitagError) return error
  const reason = error instanceof Error && 'code' in error ? String(error.code) : ''
  const { code, help } = kinds[reason] ?? {
    code: 'IO' as const,
    help: `Check the disk, then try again (${error instanceof Error ? error.message : String(error)}).`,
  }
  return new LumitagError(code, `${file} could not be read or written. ${help}`, { cause: error })
}

/** Whether the file system said that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
