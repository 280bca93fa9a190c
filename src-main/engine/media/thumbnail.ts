import { access, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { Sharp } from 'sharp'

/** Longest side of a thumbnail in pixels: sharp on a 2x screen at the grid's usual size. */
export const THUMBNAIL_SIDE = 512
const QUALITY = 80

/** Where the thumbnail of a content is. Two characters of the hash spread the files over 256 folders. */
export function thumbnailFile(folder: string, content: string): string {
  return join(folder, content.slice(0, 2), `${content}.jpg`)
}

/** Writes a picture as a JPEG whose longest side is at most `longSide`; whole or not at all. */
export async function writeJpeg(image: Sharp, file: string, longSide: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    await image
      .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
      // without code tables of its own a picture takes 3 % more room and a quarter less time
      .jpeg({ quality: QUALITY, optimiseCoding: false })
      .toFile(temporary)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Whether a file is there. */
export const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )
