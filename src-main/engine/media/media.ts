import { realpath } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Inference } from '../inference/client.ts'
import type { FullPhotoRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'
import type { MediaFile, MediaKind } from './answer.ts'
import { shownByBrowsers } from './formats.ts'
import { systemThumbnail } from './systemThumbnail.ts'
import { exists, THUMBNAIL_SIDE, thumbnailFile } from './thumbnail.ts'

/** Longest side of the picture made for a format that browsers do not show. */
const PREVIEW_SIDE = 2560

/**
 * The file that shows a photo: its thumbnail, or the photo itself, or a JPEG made of it. Photos are reached by id
 * only, and only while their real path lies in their root.
 */
export async function mediaFile(
  kind: Exclude<MediaKind, 'dropped'>,
  id: number,
  {
    store,
    inference,
    dataDir,
    lookNow,
  }: {
    store: Store
    inference: Inference
    dataDir: string
    /** reads a photo that was not read yet */
    lookNow(photo: FullPhotoRow): Promise<FullPhotoRow>
  },
): Promise<MediaFile> {
  const known = store.photos.get(id)
  if (!known) throw new LumitagError('NOT_FOUND', 'There is no such photo.')
  const lent =
    kind === 'thumb' && known.problemCode ? await systemThumbnail(await confined(known)) : undefined
  // it goes as soon as a decoder comes
  if (lent) return { path: lent, type: 'image/png', etag: `system-${id}`, passing: true }
  const photo = known.content ? known : await lookNow(known)
  if (!photo.content || !photo.format)
    throw new LumitagError('NOT_FOUND', 'There is no picture of this photo.')
  const { content, format } = photo
  if (kind === 'thumb') {
    const path = thumbnailFile(join(dataDir, 'thumbnails'), content)
    if (!(await exists(path)))
      await inference.run({ kind: 'render', file: await confined(photo), to: path, longSide: THUMBNAIL_SIDE })
    return { path, type: 'image/jpeg', etag: `${content}-thumb` }
  }
  const etag = `${content}-full`
  const type = shownByBrowsers[format]
  const original = await confined(photo)
  // browsers turn no PNG
  const ifTurned = format === 'png'
  if (type && !ifTurned) return { path: original, type, etag }
  const path = thumbnailFile(join(dataDir, 'previews'), content)
  const isMade =
    (await exists(path)) ||
    (await inference.run({ kind: 'render', file: original, to: path, longSide: PREVIEW_SIDE, ifTurned }))
  return isMade || !type ? { path, type: 'image/jpeg', etag } : { path: original, type, etag }
}

/** The photo's real path. NOT_FOUND if it is gone, or if a link leads it out of its root. */
export async function confined({ rootPath, path }: { rootPath: string; path: string }): Promise<string> {
  try {
    const [root, file] = await Promise.all([realpath(rootPath), realpath(join(rootPath, path))])
    if (file.startsWith(root.endsWith(sep) ? root : root + sep)) return file
  } catch {
    // gone: said below
  }
  throw new LumitagError(
    'FILE_MISSING',
    'The photo is not there at present. Plug its drive in, or scan the folder again.',
  )
}
