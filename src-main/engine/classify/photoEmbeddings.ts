import { LumitagError } from '../../../src-shared/errors.ts'
import type { TriedPhoto } from '../../../src-shared/schemas/classification.ts'
import type { Inference } from '../inference/client.ts'
import { confined } from '../media/media.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import type { DroppedPhotos } from './dropped.ts'
import { Recent } from './recent.ts'

/** Photos times models whose embeddings are kept in memory while words are tried on them. */
const KEPT = 64

export interface PhotoEmbedding {
  /** L2-normalised */
  vector: Float32Array
  /** it was at hand: of the library, or of an earlier question */
  stored: boolean
}
/** NOT_FOUND if the photo is gone, or what reading it brings to light. */
export type PhotoEmbeddings = (
  photo: TriedPhoto,
  model: Pick<ActiveModel, 'vision' | 'embeddingKey'>,
) => Promise<PhotoEmbedding>

/** The library's embedding where it has one for this model; else the photo is read now, which gives the same. */
export function createPhotoEmbeddings(
  store: Store,
  inference: Inference,
  dropped: DroppedPhotos,
): PhotoEmbeddings {
  /** also those under way: who types does not wait for the photo twice */
  const recent = new Recent<Promise<Float32Array>>(KEPT)

  return async (photo, { vision, embeddingKey }) => {
    const row = photo.kind === 'library' ? store.photos.get(photo.id) : undefined
    if (photo.kind === 'library' && !row)
      throw new LumitagError('NOT_FOUND', `There is no photo ${photo.id} in the library.`)
    const known = row?.contentId ? store.embeddings.get(embeddingKey, row.contentId) : undefined
    if (known) return { vector: known, stored: true }

    const file = row ? await confined(row) : dropped.file(photo.id)
    const version = row ? (row.content ?? row.modifiedAt) : ''
    const key = [photo.kind, photo.id, version, embeddingKey.tower, embeddingKey.preprocessing].join(':')
    const before = recent.get(key)
    if (before) return { vector: await before, stored: true }
    const embedding = inference.run({ kind: 'embed', file, vision })
    recent.set(key, embedding)
    // what fails is tried anew: the file may be back, or mended
    embedding.catch(() => recent.delete(key))
    return { vector: await embedding, stored: false }
  }
}
