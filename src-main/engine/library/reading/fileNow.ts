import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FullPhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'

export interface FileNow {
  bytes: number
  modifiedAt: number
}

/** A file's size and time; undefined where it cannot be looked at. */
export const fileNow = (file: string): Promise<FileNow | undefined> =>
  lstat(file).then(
    ({ size, mtimeMs }) => ({ bytes: size, modifiedAt: Math.trunc(mtimeMs) }),
    () => undefined,
  )

export const isSame = (one: FileNow, other: FileNow): boolean =>
  one.bytes === other.bytes && one.modifiedAt === other.modifiedAt

/**
 * Whether a photo's file has been left alone for so many milliseconds. One that is still being written is not read: half
 * a picture would be taken for the whole. The library learns of a size and time that it did not know yet.
 */
export async function isQuiet(store: Store, photo: FullPhotoRow, quietMs: number): Promise<boolean> {
  const now = await fileNow(join(photo.rootPath, photo.path))
  if (!now) return true
  if (!isSame(photo, now)) {
    store.photos.changed(photo.id, now)
    Object.assign(photo, now)
  }
  // a server's clock may be ahead of ours
  return Math.abs(Date.now() - now.modifiedAt) >= quietMs
}
