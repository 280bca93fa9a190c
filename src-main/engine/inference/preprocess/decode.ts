import sharp, { type FailOnOptions, type Metadata, type Sharp } from 'sharp'
import { readable } from '../formats/readable.ts'
import { decodingError, unsupported } from './decodingErrors.ts'
import './decoders.ts'
import { plainJpeg } from './plainJpeg.ts'

/** Upright RGB pixels: rows of R,G,B bytes. */
export interface Picture {
  pixels: Uint8Array
  width: number
  height: number
  /** the photo's own size, upright, where the decoder may have shrunk it: what keeps an aspect takes it from here */
  original?: Size
}

interface Size {
  width: number
  height: number
}

/** A picture for the model and for the thumbnail, from one decode. */
export interface DecodedPhoto extends Picture {
  /** exact: every pixel of the photo; fast: shrunk by the decoder */
  mode: 'exact' | 'fast'
  /** what sharp decodes: the file, or the picture in it where sharp cannot read the file itself */
  source: Buffer
  /** the header of that, with EXIF as bytes, and with the file's own format; its sizes are the picture's own */
  header: PhotoHeader
}

/** What sharp says of a photo, but with the format of its file (ImageFormat.id). */
export type PhotoHeader = Omit<Metadata, 'format'> & { format: string }

/** Up to here decoding whole costs little; above, shrinking within the decoder saves most of the time. */
const EXACT_UP_TO_PIXELS = 4_000_000
const TIMEOUT_SECONDS = 60

/**
 * Decodes a photo once for all uses. A large one is shrunk while it is decoded, both sides staying at least `minSide`
 * long; nothing is ever enlarged. Throws EMPTY_FILE, NOT_AN_IMAGE, UNSUPPORTED_FORMAT, DAMAGED_IMAGE, IMAGE_TOO_LARGE
 * or DECODER_TIMEOUT.
 */
export async function decodeForModel(file: Buffer, options: { minSide: number }): Promise<DecodedPhoto> {
  try {
    const { bytes: source, format } = await readable(file)
    const header = await open(source, 'error').metadata()
    const size = shrunkSize(header.autoOrient, options.minSide)
    const picture = await decodePixels(source, header.format === 'jpeg', size)
    return {
      ...picture,
      original: header.autoOrient,
      mode: size ? 'fast' : 'exact',
      source,
      header: { ...header, format },
    }
  } catch (error) {
    throw decodingError(error)
  }
}

/** The size to shrink to, or undefined to decode the photo whole. */
function shrunkSize({ width, height }: Size, minSide: number): Size | undefined {
  const scale = minSide / Math.min(width, height)
  if (width * height <= EXACT_UP_TO_PIXELS || scale >= 1) return undefined
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/**
 * libjpeg fills lost pixels with grey or rubbish and only warns, so a JPEG that gives any warning is an error, unless
 * the warning was about its header. By the outcome, not by the words: they get lost when several threads decode.
 */
async function decodePixels(file: Buffer, isJpeg: boolean, size: Size | undefined): Promise<Picture> {
  if (!isJpeg) return decodeOnce(file, size, 'error')
  try {
    return await decodeOnce(file, size, 'warning')
  } catch (error) {
    if (decodingError(error).code !== 'DAMAGED_IMAGE') throw error
    return decodeOnce(plainJpeg(file), size, 'warning')
  }
}

async function decodeOnce(file: Buffer, size: Size | undefined, failOn: FailOnOptions): Promise<Picture> {
  const image = open(file, failOn)
  // 'cubic' keeps the details that the model's own filter is to blend: a third less error than 'linear'
  if (size) image.resize({ ...size, fit: 'fill', kernel: 'cubic' })
  const { data, info } = await image
    .timeout({ seconds: TIMEOUT_SECONDS })
    .toColourspace('srgb')
    .removeAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  if (info.channels !== 3) throw unsupported(`pictures with ${info.channels} colour channels`)
  return { pixels: data, width: info.width, height: info.height }
}

/** These options give the pixels that the reference (Pillow) gives: SIGLIP2.md section 2.1. */
function open(file: Buffer, failOn: FailOnOptions): Sharp {
  return sharp(file, { autoOrient: true, ignoreIcc: true, failOn })
}
