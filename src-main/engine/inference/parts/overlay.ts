import { writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import sharp, { type OverlayOptions } from 'sharp'
import { LumitagError } from '../../../../src-shared/errors.ts'
import { heatColour } from '../../../../src-shared/heatColour.ts'
import { diskError } from '../../diskError.ts'
import { readable } from '../formats/readable.ts'
import { readPhoto, usePhoto } from '../photoBytes.ts'
import { decodingError } from '../preprocess/decodingErrors.ts'
import type { HeatMapPicture, OverlayTask } from './tasks.ts'
import { upright } from '../viewable.ts'

/** Writes a PNG of a photo under a heat map. */
export async function drawOverlay({ file, to, longSide, map }: OverlayTask): Promise<void> {
  const png = await usePhoto(readPhoto(file), async (bytes) => {
    try {
      const { bytes: source } = await readable(bytes)
      const { data, info } = await (
        await upright(source)
      )
        .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const photo = sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
      return await photo
        .composite([await heat(map, info)])
        .png()
        .toBuffer()
    } catch (error) {
      throw decodingError(error)
    }
  })
  await writeFile(to, png, { flag: 'wx' }).catch((error: unknown) => {
    const known = diskError(error, dirname(to))
    if (known instanceof LumitagError) throw known
    const why = error instanceof Error ? error.message : String(error)
    throw new LumitagError(
      'BAD_INPUT',
      `${to} cannot be written: ${why}. An existing file is not replaced; name another one.`,
    )
  })
}

/** The map, smooth, at its place on a picture of this size. */
async function heat(
  { grid, values, area }: HeatMapPicture,
  { width, height }: { width: number; height: number },
): Promise<OverlayOptions> {
  const raw = { width: grid.columns, height: grid.rows, channels: 4 as const }
  const place = { left: Math.round(area.left * width), top: Math.round(area.top * height) }
  const input = await sharp(Uint8Array.from(values.flatMap((value) => heatColour(value))), { raw })
    .resize({
      width: Math.max(1, Math.min(width - place.left, Math.round(area.width * width))),
      height: Math.max(1, Math.min(height - place.top, Math.round(area.height * height))),
      fit: 'fill',
      kernel: 'cubic',
    })
    .png()
    .toBuffer()
  return { input, ...place }
}
