import { randomBytes } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import { open, rename, stat, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { retryWhileLocked } from './retry.ts'
import { isUnchanged } from './sidecarFile.ts'

const NEW_FILE_MODE = 0o644
const MAX_NAME_BYTES = 255

/** Names of the temporary files that replaceFile makes. */
export const temporaryName = /^\..*\.\d+\.lumitag-[0-9a-f]{12}\.tmp$/s

/**
 * Puts bytes in a file's place so that at every moment, also in a power cut, either the old or the new content is
 * there. `before` is the file as it was read (null: there was none). Null if it is not that any more: then nothing
 * was done. Without `flush` a power cut may leave an empty file. Errors are the file system's own.
 */
export async function replaceFile(
  path: string,
  bytes: Uint8Array,
  before: BigIntStats | null,
  { flush = true } = {},
): Promise<BigIntStats | null> {
  const temporary = join(dirname(path), nameFor(path))
  try {
    await writeTemporary(temporary, bytes, before, flush)
    if (await isUnchanged(path, before)) {
      await retryWhileLocked(() => rename(temporary, path))
      return await stat(path, { bigint: true })
    }
    await unlink(temporary)
    return null
  } catch (error) {
    await unlink(temporary).catch(() => {})
    throw error
  }
}

async function writeTemporary(
  path: string,
  bytes: Uint8Array,
  before: BigIntStats | null,
  flush: boolean,
): Promise<void> {
  await using handle = await open(path, 'wx', NEW_FILE_MODE)
  if (before) {
    const created = await handle.stat({ bigint: true })
    // only root may give files away; without that right the new file is the writer's
    if (created.uid !== before.uid || created.gid !== before.gid)
      await handle.chown(Number(before.uid), Number(before.gid)).catch(() => {})
    await handle.chmod(Number(before.mode & 0o7777n))
  }
  await handle.writeFile(bytes)
  if (flush) await handle.sync()
}

/** The random part makes the name ours beyond doubt, so that a leftover can be removed. */
function nameFor(path: string): string {
  const end = `.${process.pid}.lumitag-${randomBytes(6).toString('hex')}.tmp`
  let name = basename(path)
  while (Buffer.byteLength(`.${name}${end}`) > MAX_NAME_BYTES) name = [...name].slice(0, -1).join('')
  return `.${name}${end}`
}
