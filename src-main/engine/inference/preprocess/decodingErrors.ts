import { LumitagError } from '../../../../src-shared/errors.ts'
import { imageFormat, type ImageFormat, type Reader } from './imageFormat.ts'

/** What may reach a decoder, by its first bytes. Else EMPTY_FILE, NOT_AN_IMAGE or UNSUPPORTED_FORMAT. */
export function decodableFormat(file: Buffer): ImageFormat & { reader: Reader } {
  if (file.length === 0)
    throw new LumitagError('EMPTY_FILE', 'The file is empty. Restore it from a backup, or remove it.')
  const format = imageFormat(file)
  if (!format)
    throw new LumitagError(
      'NOT_AN_IMAGE',
      'The file is not a photo, whatever its name says. Look what it really is.',
    )
  const { reader } = format
  if (!reader) throw unsupported(`${format.name} files`)
  return { ...format, reader }
}

/** A format, or a rare way of using one, that the decoder cannot read. */
export function unsupported(what: string, cause?: unknown): LumitagError {
  const message = `Lumitag cannot read ${what} yet. Save the photo as JPEG, PNG, WebP, AVIF or TIFF.`
  return new LumitagError('UNSUPPORTED_FORMAT', message, { cause })
}

/**
 * What the decoder threw, as an error with a code; its own words stay in `cause`. They are a hint only: libvips keeps
 * them in one place for all threads, so they may be lost. What cannot be told is DAMAGED_IMAGE.
 */
export function decodingError(error: unknown): LumitagError {
  if (error instanceof LumitagError) return error
  const words = error instanceof Error ? error.message : String(error)
  if (/pixel limit|security limit/i.test(words))
    return new LumitagError(
      'IMAGE_TOO_LARGE',
      'The picture has too many pixels (the limit is 268 million). Save a smaller copy of it.',
      { cause: error },
    )
  if (/^timeout/.test(words))
    return new LumitagError(
      'DECODER_TIMEOUT',
      'Decoding the picture took too long. Try again when the computer is less busy, or save it anew.',
      { cause: error },
    )
  if (/not supported/i.test(words)) return unsupported('this kind of picture', error)
  return new LumitagError(
    'DAMAGED_IMAGE',
    'The picture is damaged or cut off. Copy it again from the camera or a backup.',
    { cause: error },
  )
}
