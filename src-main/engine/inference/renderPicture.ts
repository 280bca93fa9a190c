import { writeJpeg } from '../media/thumbnail.ts'
import { readPhoto, usePhoto } from './photoBytes.ts'
import { readable } from './formats/readable.ts'
import { decodingError } from './preprocess/decodingErrors.ts'
import type { RenderTask } from './protocol.ts'
import { upright } from './viewable.ts'

/** A JPEG of a photo, for viewing. */
export async function renderPicture({ file, to, longSide }: RenderTask): Promise<null> {
  return usePhoto(readPhoto(file), async (bytes) => {
    try {
      const { bytes: source } = await readable(bytes)
      await writeJpeg(await upright(source), to, longSide)
      return null
    } catch (error) {
      throw decodingError(error)
    }
  })
}
