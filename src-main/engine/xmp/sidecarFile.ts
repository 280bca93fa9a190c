import type { BigIntStats } from 'node:fs'
import { access, constants, lstat, open, realpath, stat } from 'node:fs/promises'
import { LumitagError } from '../../../src-shared/errors.ts'
import { fileError, isMissing } from './fileError.ts'

/** A sidecar as it was found. */
export interface SidecarFile {
  /** where the bytes are: behind a symbolic link, its target */
  target: string
  bytes: Uint8Array
  stats: BigIntStats
}

const MAX_BYTES = 8n * 1024n * 1024n
const WRITE_BITS = 0o222n

/** Reads a sidecar; null if there is none. TOO_BIG, IO. */
export async function loadSidecar(path: string): Promise<SidecarFile | null> {
  try {
    await lstat(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw fileError(error, path)
  }
  try {
    const target = await realpath(path)
    await using handle = await open(target, 'r')
    // taken before reading: what changes while we read is seen as changed later
    const stats = await handle.stat({ bigint: true })
    if (!stats.isFile()) throw new LumitagError('IO', `${path} is not a file. Move it away, then try again.`)
    if (stats.size > MAX_BYTES)
      throw new LumitagError('TOO_BIG', `${path} is larger than 8 MiB. It was left alone.`)
    return { target, bytes: await handle.readFile(), stats }
  } catch (error) {
    throw fileError(error, path)
  }
}

/** HARDLINK or READ_ONLY where a rename would succeed and yet must not be done. */
export async function assertReplaceable({ target, stats }: SidecarFile): Promise<void> {
  if (stats.nlink > 1n)
    throw new LumitagError(
      'HARDLINK',
      `${target} has ${stats.nlink} names (hard links), which writing would separate. Make it a file of its own.`,
    )
  // the mode bits speak for the owner's intention even where the user may override them, as root may
  const isWritable = (stats.mode & WRITE_BITS) !== 0n && (await mayWrite(target))
  if (!isWritable)
    throw new LumitagError(
      'READ_ONLY',
      `${target} is write-protected. Remove the protection, then try again.`,
    )
}

/** Whether a file is still the one that was read: same file, size and time. Null stands for none. */
export async function isUnchanged(path: string, before: BigIntStats | null): Promise<boolean> {
  const now = await stat(path, { bigint: true }).catch((error: unknown) => {
    if (isMissing(error)) return null
    throw error
  })
  if (!now || !before) return now === before
  return (['dev', 'ino', 'size', 'mtimeNs'] as const).every((field) => now[field] === before[field])
}

async function mayWrite(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
}
