import { nativeImage } from 'electron'

/** Pixels: what the grid shows at its usual size. */
const SIDE = 512

/**
 * What the operating system shows of a photo that Lumitag cannot decode, as an answer to photo://thumb/<id>; undefined where
 * it has nothing. On Linux the engine looks for it: the desktop keeps such pictures as files.
 */
export async function answerSystemThumbnail(
  address: string,
  photoFile: (id: number) => Promise<string>,
): Promise<Response | undefined> {
  const { host, pathname } = new URL(address)
  if (process.platform === 'linux' || host !== 'thumb') return undefined
  try {
    const file = await photoFile(Number(pathname.slice(1)))
    const image = await nativeImage.createThumbnailFromPath(file, { width: SIDE, height: SIDE })
    if (image.isEmpty()) return undefined
    return new Response(new Uint8Array(image.toPNG()), {
      headers: {
        'Content-Type': 'image/png',
        // whoever installs a decoder shall see its picture
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  } catch {
    return undefined
  }
}
