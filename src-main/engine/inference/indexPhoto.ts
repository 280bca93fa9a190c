import { cornersOf } from '../media/cornersOf.ts'
import type { PhotoMetadata } from '../media/metadata/facts.ts'
import { readFacts } from '../media/metadata/readFacts.ts'
import { exists, THUMBNAIL_SIDE, thumbnailFile, writeJpeg } from '../media/thumbnail.ts'
import { contentHash } from './contentHash.ts'
import { freeAtOnce } from './freeAtOnce.ts'
import { decodeForModel, type DecodedPhoto } from './preprocess/decode.ts'
import { decodingError } from './preprocess/decodingErrors.ts'
import { prepare, type ImageProcessor } from './preprocess/imageProcessor.ts'
import type { EmbedTask, IndexResult, IndexTask, LookTask, Results, VisionTower } from './protocol.ts'
import { embedImage } from './towers.ts'
import { viewable } from './viewable.ts'

/** A large photo is shrunk to this many times the model's side: what that costs in accuracy is in preprocess/README.md. */
const OVERSAMPLING = 2

/** One photo from its bytes to its embedding, decoded once. */
export async function indexPhoto(task: IndexTask, bytes: Buffer): Promise<IndexResult> {
  const content = await contentHash(bytes)
  const photo = await decodePhoto(bytes, task.vision.processor)
  // written while the model computes: waiting for files costs it nothing
  const thumbnail = writeThumbnail(photo, thumbnailFile(task.thumbnails, content))
  const embedding = await embed(photo, task.vision).finally(() => thumbnail.catch(() => {}))
  await thumbnail
  const metadata = await describe(photo, bytes)
  freeAtOnce(photo.pixels)
  return { content, metadata, embedding, mode: photo.mode }
}

/** The embedding alone; equal, to the bit, to the one that indexing the photo gives. */
export async function embedPhoto({ vision }: EmbedTask, bytes: Buffer): Promise<Float32Array> {
  return embed(await decodePhoto(bytes, vision.processor), vision)
}

/** What a photo is and a thumbnail of it, at once. */
export async function lookAtPhoto({ thumbnails }: LookTask, bytes: Buffer): Promise<Results['look']> {
  const content = await contentHash(bytes)
  const photo = await decodeForModel(bytes, { minSide: THUMBNAIL_SIDE })
  await writeThumbnail(photo, thumbnailFile(thumbnails, content))
  return { content, metadata: await describe(photo, bytes) }
}

/** The picture's shape as decoded, and what the file says about it. */
async function describe(
  { header, pixels, width, height }: DecodedPhoto,
  bytes: Buffer,
): Promise<PhotoMetadata> {
  const { format, autoOrient } = header
  const corners = cornersOf(pixels, width, height)
  return {
    format,
    width: autoOrient.width,
    height: autoOrient.height,
    corners,
    ...(await readFacts(bytes)),
  }
}

/** A photo's pixels, as many as the model and the thumbnail want. */
export const decodePhoto = (bytes: Buffer, { size }: ImageProcessor): Promise<DecodedPhoto> =>
  decodeForModel(bytes, { minSide: Math.max(size * OVERSAMPLING, THUMBNAIL_SIDE) })

async function embed(photo: DecodedPhoto, vision: VisionTower): Promise<Float32Array> {
  const input = prepare(photo, vision.processor)
  const embedding = await embedImage(vision, input)
  freeAtOnce(input.values)
  return embedding
}

/** Writes the picture for people, unless it is there. What the model's pixels did not need may be damaged, too. */
export async function writeThumbnail(photo: DecodedPhoto, file: string): Promise<void> {
  if (await exists(file)) return
  try {
    await writeJpeg(await viewable(photo), file, THUMBNAIL_SIDE)
  } catch (error) {
    throw decodingError(error)
  }
}
