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
  bmp: async () => (await import('./bmp.ts')).readBmp,
  heic: async () => (await import('./heic.ts')).readHeic,
  jp2: async () => (await import('./jpeg2000.ts')).readJpeg2000,
  jxl: async () => (await import('./jpegXl.ts')).readJpegXl,
  losslessJpeg: async () => (await import('./losslessJpeg.ts')).readLosslessJpeg,
  png: async () => (await import('./uprightPng.ts')).uprightPng,
  psd: async () => (await import('./photoshop.ts')).readPhotoshop,
  raw: async () => (await import('./raw/readRaw.ts')).readRaw,
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
