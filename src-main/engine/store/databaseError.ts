import { dirname, join } from 'node:path'
import { LumitagError, type ErrorCode } from '../../../src-shared/errors.ts'

/** What SQLite's result codes (sqlite.org/rescode.html) mean for whoever uses the library in this folder. */
const meanings: Record<number, { code: ErrorCode; words: (folder: string) => string }> = {
  // BUSY, LOCKED
  5: busy(),
  6: busy(),
  8: {
    code: 'READ_ONLY',
    words: (folder) =>
      `The library in ${folder} may not be written to. Give yourself the right to, or name another one.`,
  },
  10: {
    code: 'IO',
    words: (folder) =>
      `The disk of the library in ${folder} did not answer. Look whether it is still connected, then start Lumitag again.`,
  },
  // CORRUPT, NOTADB
  11: damaged(),
  26: damaged(),
  13: {
    code: 'NO_SPACE',
    words: (folder) =>
      `The disk of the library in ${folder} is full. Make room, then try again: what was done is kept.`,
  },
}

function busy(): (typeof meanings)[number] {
  return {
    code: 'LIBRARY_BUSY',
    words: (folder) =>
      `Another program is writing to the library in ${folder} and does not come to an end. Close it, then try again: nothing is lost.`,
  }
}

function damaged(): (typeof meanings)[number] {
  return {
    code: 'LIBRARY_DAMAGED',
    words: (folder) =>
      `The library’s database in ${folder} is damaged. Put a copy from ${join(folder, 'backups')}, or from your own backup, in the place of library.db.`,
  }
}

/** What the driver threw, as an error with a code where the user can do something about it; else as it is. */
export function databaseError(error: unknown, file: string): unknown {
  const { errcode } = error as { errcode?: unknown }
  const meaning = typeof errcode === 'number' ? meanings[errcode & 0xff] : undefined
  if (!meaning) return error
  return new LumitagError(meaning.code, meaning.words(dirname(file)), { cause: error })
}
