import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { randomUUID } from 'node:crypto'
import type { Sharp } from 'sharp'
import { diskError } from '../diskError.ts'

/** Longest side of a thumbnail in pixels: sharp on a 2x screen at the grid's usual size. */
export const THUMBNAIL_SIDE = 512
const QUALITY = 80

/** Where the thumbnail of a content is. Two characters of the hash spread the files over 256 folders. */
export function thumbnailFile(folder: string, content: string): string {
  return join(folder, content.slice(0, 2), `${content}.jpg`)
}

/**
 * Writes a picture as a JPEG whose longest side is at most `longSide`; whole or not at all. NO_SPACE, READ_ONLY or IO if
 * the disk does not let it; what is wrong with the picture is thrown as the decoder says it.
 */
export async function writeJpeg(image: Sharp, file: string, longSide: number): Promise<void> {
  // not written by the decoder: its words do not tell a full disk from a damaged picture
  const jpeg = await image
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    // without code tables of its own a picture takes 3 % more room and a quarter less time
    .jpeg({ quality: QUALITY, optimiseCoding: false })
    .toBuffer()
  try {
    await write(file, jpeg).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      // somebody deleted the folder in this moment
      await write(file, jpeg)
    })
  } catch (error) {
    throw diskError(error, dirname(file))
  }
}

async function write(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`
  await mkdir(dirname(file), { recursive: true })
  try {
    await writeFile(temporary, bytes)
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
