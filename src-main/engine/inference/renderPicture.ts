import { writeJpeg } from '../media/thumbnail.ts'
import { readPhoto, usePhoto } from './photoBytes.ts'
import { readable } from './formats/readable.ts'
import { decodingError } from './preprocess/decodingErrors.ts'
import type { RenderTask } from './protocol.ts'
import { upright } from './viewable.ts'

/** A JPEG of a photo, for viewing. Answers whether one was needed. */
export async function renderPicture({ file, to, longSide, ifTurned }: RenderTask): Promise<boolean> {
  return usePhoto(readPhoto(file), async (bytes) => {
    try {
      const { bytes: source } = await readable(bytes)
      // what lies on its side comes back as another file
      if (ifTurned && source === bytes) return false
      await writeJpeg(await upright(source), to, longSide)
      return true
    } catch (error) {
      throw decodingError(error)
    }
  })
}
