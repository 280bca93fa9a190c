import type { IndexResult } from '../../inference/protocol.ts'
import type { Holder } from '../../store/files.ts'
import type { FullPhotoRow } from '../../store/photos.ts'
import type { Store } from '../../store/store.ts'
import { isSame } from './fileNow.ts'
import { importKeywords } from './importKeywords.ts'

/** What reading a photo's file brought. */
export interface ReadPhoto {
  /** the photo as the library had it when its file was read */
  photo: FullPhotoRow
  /** the photo that this file used to be, if it was moved */
  former: Holder | undefined
  read: Pick<IndexResult, 'content' | 'metadata'>
}

/**
 * Takes over what a file turned out to be; part of a transaction. Undefined if the file was replaced or removed from the
 * library meanwhile: one is read again, the other is not wanted any more.
 */
export function storeContent(
  store: Store,
  { photo, former, read }: ReadPhoto,
): { photoId: number; contentId: number } | undefined {
  const now = store.photos.get(photo.id)
  if (!now || !isSame(now, photo)) return undefined
  const contentId = store.photos.setContent(photo.id, read.content, read.metadata)
  const moved = former && store.files.takeOver(former, photo.id)
  const photoId = moved ? former.id : photo.id
  importKeywords(store, photoId, read.metadata.keywords)
  return { photoId, contentId }
}
