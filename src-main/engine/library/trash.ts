import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { LumitagError, toErrorData } from '../../../src-shared/errors.ts'
import type { HostContract } from '../../../src-shared/contract.ts'
import type { Output } from '../../../src-shared/rpc.ts'

const run = promisify(execFile)

/**
 * Moves a file to the system's trash without a desktop program around: by `gio`, which every Linux desktop has.
 * HOST_CANNOT where that is not possible; nothing is ever deleted instead.
 */
export async function moveToTrash(file: string): Promise<void> {
  if (process.platform !== 'linux')
    throw new LumitagError(
      'HOST_CANNOT',
      `Only Lumitag’s own window can move files to the trash on this system. The file is ${file}`,
    )
  try {
    await run('gio', ['trash', '--', file])
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new LumitagError(
      'HOST_CANNOT',
      code === 'ENOENT'
        ? 'There is no trash here: the program "gio" is missing (on Debian: sudo apt-get install libglib2.0-bin).'
        : `The file could not be moved to the trash: ${message.split('\n').at(1) || message}`,
      { cause: error },
    )
  }
}

/**
 * host.trash for every shell: photos one by one, each with the sidecar that is named after it (photo.jpg.xmp). A sidecar
 * that may belong to other photos too (photo.xmp) stays.
 */
export async function trashPhotos(
  photoIds: readonly number[],
  fileOf: (photoId: number) => string | Promise<string>,
  trash: (file: string) => Promise<void>,
): Promise<Output<HostContract, 'host.trash'>> {
  const trashed: number[] = []
  const problems: { photoId: number; message: string }[] = []
  for (const photoId of photoIds)
    try {
      const file = await fileOf(photoId)
      if (!existsSync(file)) throw new LumitagError('FILE_MISSING', `${file} is not there.`)
      await trash(file)
      trashed.push(photoId)
      if (existsSync(`${file}.xmp`)) await trash(`${file}.xmp`)
    } catch (error) {
      const { code, message } = toErrorData(error)
      if (code === 'HOST_CANNOT' && trashed.length === 0 && photoIds.length === 1) throw error
      problems.push({ photoId, message })
    }
  return { trashed, problems }
}
