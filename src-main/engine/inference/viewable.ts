import sharp, { type Sharp } from 'sharp'
import type { DecodedPhoto, PhotoHeader } from './preprocess/decode.ts'

/**
 * The picture for people. The model's pixels ignore colour profiles and transparency, as the models were trained; where
 * a photo has either, it is decoded again with both respected.
 */
export async function viewable({ pixels, width, height, source, header }: DecodedPhoto): Promise<Sharp> {
  if (header.hasAlpha || hasOtherColours(header)) return upright(source)
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** Upright, in sRGB, on white; of what `readable` gives. */
export async function upright(source: Buffer): Promise<Sharp> {
  return sharp(await withUsableProfile(source), { autoOrient: true, failOn: 'none' })
    .toColourspace('srgb')
    .flatten({ background: 'white' })
}

/** sharp converts by colour profiles only what has eight bits. */
async function withUsableProfile(source: Buffer): Promise<Buffer> {
  const { icc, depth } = await sharp(source).metadata()
  if (!icc || depth === 'uchar') return source
  return sharp(source, { failOn: 'none' }).keepMetadata().tiff({ compression: 'none' }).toBuffer()
}

/** Whether the file has a colour profile that is not sRGB. The profile's name stands in it as plain or UTF-16 text. */
function hasOtherColours({ icc, space }: PhotoHeader): boolean {
  if (!icc) return false
  return space === 'cmyk' || !icc.toString('latin1').replaceAll('\0', '').includes('sRGB')
}
