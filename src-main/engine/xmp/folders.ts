import { access, constants, open, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileError } from './fileError.ts'
import { indexFolder } from './folderIndex.ts'
import type { FolderIndex } from './folderIndex.ts'
import { temporaryName } from './replaceFile.ts'

const HOUR_MS = 60 * 60 * 1000

/** The file names of a folder. IO if it cannot be read. */
export async function listFolder(folder: string): Promise<FolderIndex> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    throw fileError(error, folder)
  })
  return indexFolder(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name))
}

/** IO where this user may not write in a folder: a plan says so before anything is tried. */
export async function assertWritableFolder(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((error: unknown) => {
    throw fileError(error, folder)
  })
}

/** Removes temporary files that a killed run of ours left; younger ones may be those of a run that goes on. */
export async function removeLeftovers(folder: string, { names }: FolderIndex): Promise<void> {
  const leftovers = [...names.values()].flat().filter((name) => temporaryName.test(name))
  for (const name of leftovers) {
    const path = join(folder, name)
    const isOld = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs > HOUR_MS,
      () => false,
    )
    if (isOld) await unlink(path).catch(() => {})
  }
}

/** Makes renames in a folder outlast a power cut. Where it cannot be done, the files are whole all the same. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  try {
    await using handle = await open(folder, 'r')
    await handle.sync()
  } catch {
    // some network disks refuse this, and an unplugged one is gone: the old or the new content is there either way
  }
}
