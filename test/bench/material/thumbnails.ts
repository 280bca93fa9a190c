import { linkSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { THUMBNAIL_SIDE, thumbnailFile } from '../../../src-main/engine/media/thumbnail.ts'

/** Different pictures; file systems allow a file some 65,000 names, and a browser knows a picture by its address. */
const PICTURES = 40

/** What a content is called whose thumbnail is drawn here: like a hash, so that files spread over folders. */
export const thumbnailName = (index: number): string =>
  `${(index % 256).toString(16).padStart(2, '0')}${index.toString(16).padStart(30, '0')}`

/** A thumbnail for each of so many contents: noise with soft colours, which takes as long to decode as a photo. */
export async function drawThumbnails(folder: string, photos: number): Promise<void> {
  const drawn: string[] = []
  for (let index = 0; index < photos; index++) {
    const file = thumbnailFile(folder, thumbnailName(index))
    if (index < 256) mkdirSync(dirname(file), { recursive: true })
    if (index < PICTURES) {
      writeFileSync(file, await picture(index))
      drawn.push(file)
    } else linkSync(drawn[index % PICTURES]!, join(file))
  }
}

function picture(index: number): Promise<Buffer> {
  const hue = (index * 47) % 256
  return sharp({
    create: {
      width: THUMBNAIL_SIDE,
      height: Math.round((THUMBNAIL_SIDE * 3) / 4),
      channels: 3,
      background: { r: hue, g: 120, b: 255 - hue },
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .blur(1.2)
    .jpeg({ quality: 80 })
    .toBuffer()
}
