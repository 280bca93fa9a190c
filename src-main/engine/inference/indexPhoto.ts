import { readFile, stat } from 'node:fs/promises'
import sharp, { type Metadata, type Sharp } from 'sharp'
import { LumitagError } from '../../../src-shared/errors.ts'
import { photoMetadata } from '../media/metadata.ts'
import { exists, THUMBNAIL_SIDE, thumbnailFile, writeJpeg } from '../media/thumbnail.ts'
import { contentHash } from './contentHash.ts'
import { decodeForModel, type DecodedPhoto } from './preprocess/decode.ts'
import { prepare, type ImageProcessor } from './preprocess/imageProcessor.ts'
import type { EmbedTask, IndexResult, IndexTask, LookTask, Results } from './protocol.ts'
import { embedImage } from './towers.ts'

/** Larger files are not read: no camera makes them, and they would have to fit into memory. */
const MAX_BYTES = 1024 ** 3
/** A large photo is shrunk to this many times the model's side: what that costs in accuracy is in preprocess/README.md. */
const OVERSAMPLING = 2

/** One photo from file to embedding: read once, decoded once. */
export async function indexPhoto(task: IndexTask): Promise<IndexResult> {
  const { processor } = task.vision
  const { photo, content } = await readAndThumbnail(task, sideFor(processor))
  return {
    content,
    metadata: photoMetadata(photo.header),
    embedding: await embedImage(task.vision, prepare(photo, processor)),
    mode: photo.mode,
  }
}

/** The embedding alone; equal, to the bit, to the one that indexing the photo gives. */
export async function embedPhoto({ file, vision }: EmbedTask): Promise<Float32Array> {
  const photo = await decodeForModel(await readPhoto(file), { minSide: sideFor(vision.processor) })
  return embedImage(vision, prepare(photo, vision.processor))
}

/** What a photo is and a thumbnail of it, at once. */
export async function lookAtPhoto(task: LookTask): Promise<Results['look']> {
  const { photo, content } = await readAndThumbnail(task, THUMBNAIL_SIDE)
  return { content, metadata: photoMetadata(photo.header) }
}

const sideFor = ({ size }: ImageProcessor): number => Math.max(size * OVERSAMPLING, THUMBNAIL_SIDE)

async function readAndThumbnail(
  { file, thumbnails }: { file: string; thumbnails: string },
  minSide: number,
): Promise<{ photo: DecodedPhoto; content: string }> {
  const bytes = await readPhoto(file)
  const content = await contentHash(bytes)
  const photo = await decodeForModel(bytes, { minSide })
  const thumbnail = thumbnailFile(thumbnails, content)
  if (!(await exists(thumbnail))) await writeJpeg(viewable(bytes, photo), thumbnail, THUMBNAIL_SIDE)
  return { photo, content }
}

/** A photo's bytes. FILE_MISSING, FILE_UNREADABLE, EMPTY_FILE or FILE_TOO_BIG. */
export async function readPhoto(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file)
    if (size === 0)
      throw new LumitagError('EMPTY_FILE', 'The file is empty (zero bytes). Bring it back from a copy.')
    if (size > MAX_BYTES)
      throw new LumitagError('FILE_TOO_BIG', 'The file is larger than 1 GiB and was not read.')
    return await readFile(file)
  } catch (error) {
    if (error instanceof LumitagError) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new LumitagError('FILE_MISSING', 'The file is not there any more.')
    throw new LumitagError(
      'FILE_UNREADABLE',
      `The file cannot be read (${(error as Error).message}). Check its permissions.`,
      { cause: error },
    )
  }
}

/**
 * The picture for people. The model's pixels ignore colour profiles and transparency, as the models were trained; where
 * a photo has either, it is decoded again with both respected.
 */
function viewable(bytes: Buffer, { pixels, width, height, header }: DecodedPhoto): Sharp {
  if (header.hasAlpha || hasOtherColours(header)) return upright(bytes)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** Upright, in sRGB, on white. */
export const upright = (bytes: Buffer): Sharp =>
  sharp(bytes, { autoOrient: true, failOn: 'none' }).toColourspace('srgb').flatten({ background: 'white' })

/** Whether the file has a colour profile that is not sRGB. The profile's name stands in it as plain or UTF-16 text. */
function hasOtherColours({ icc, space }: Metadata): boolean {
  if (!icc) return false
  return space === 'cmyk' || !icc.toString('latin1').replaceAll('\0', '').includes('sRGB')
}
