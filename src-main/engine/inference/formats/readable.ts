import { decodableFormat } from '../preprocess/decodingErrors.ts'
import type { Reader } from '../preprocess/imageFormat.ts'

/** A photo in a form that sharp decodes. */
export interface Readable {
  bytes: Buffer
  /** of the photo's file: ImageFormat.id */
  format: string
}

/** Loaded with the first photo that needs them. */
const readers: Record<Exclude<Reader, 'sharp'>, () => Promise<(file: Buffer) => Promise<Buffer>>> = {
  heic: async () => (await import('./heic.ts')).readHeic,
}

/**
 * A photo in a form that sharp decodes: the file itself, or the picture in it. EMPTY_FILE, NOT_AN_IMAGE,
 * UNSUPPORTED_FORMAT, DAMAGED_IMAGE or IMAGE_TOO_LARGE.
 */
export async function readable(file: Buffer): Promise<Readable> {
  const { reader, id: format } = decodableFormat(file)
  if (reader === 'sharp') return { bytes: file, format }
  const read = await readers[reader]()
  return { bytes: await read(file), format }
}
