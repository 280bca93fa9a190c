import { LumitagError } from '../../../../src-shared/errors.ts'

/**
 * Pictures that are decoded whole, in WebAssembly or by us, may have so many pixels: 48-megapixel telephones and
 * 100-megapixel cameras do, and a worker stays below 2 GB. sharp's own limit, for what it shrinks while it reads, is 268
 * million.
 */
const MOST_PIXELS = 128_000_000

/** IMAGE_TOO_LARGE where a header claims more; DAMAGED_IMAGE where it claims nothing. */
export function assertPixelCount(width: number, height: number): void {
  if (!(width > 0 && height > 0))
    throw new LumitagError('DAMAGED_IMAGE', 'The picture is damaged: it says that it is empty.')
  if (width * height > MOST_PIXELS)
    throw new LumitagError(
      'IMAGE_TOO_LARGE',
      `The picture has too many pixels (the limit is 128 million for this format). Save a smaller copy of it.`,
    )
}
