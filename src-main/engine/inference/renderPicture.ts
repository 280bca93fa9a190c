import { writeJpeg } from '../media/thumbnail.ts'
import { upright } from './indexPhoto.ts'
import { readPhoto, usePhoto } from './photoBytes.ts'
import { assertDecodable, decodingError } from './preprocess/decodingErrors.ts'
import type { RenderTask } from './protocol.ts'

/** A JPEG of a photo, for viewing. */
export async function renderPicture({ file, to, longSide }: RenderTask): Promise<null> {
  return usePhoto(readPhoto(file), async (bytes) => {
    assertDecodable(bytes)
    await writeJpeg(upright(bytes), to, longSide).catch((error: unknown) => {
      throw decodingError(error)
    })
    return null
  })
}
