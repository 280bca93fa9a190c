import { LumitagError } from '../../../../../src-shared/errors.ts'
import { embeddedJpegs, jpegAt } from './embeddedJpegs.ts'
import { jpegOrientation, tiffOrientation, withOrientation } from './jpegOrientation.ts'
import { TAG, tiffDirectories, type TiffDirectory } from './tiffDirectories.ts'

/** A preview whose long side is shorter is a thumbnail, which nobody wants tagged in the photo's place. */
const LEAST_SIDE = 320

/**
 * The largest preview of a camera's RAW file, as a JPEG that says how it lies; where there is none, the file developed.
 * Previews lie as the sensor does, and the RAW file says how that was held; where it does not (RAF), the preview does.
 */
export async function readRaw(file: Buffer): Promise<Buffer> {
  const directories = isTiff(file) ? tiffDirectories(file) : []
  const pieces = new Set(directories.flatMap(piecesOf))
  const [largest] = embeddedJpegs(file)
    .filter(({ start }) => !pieces.has(start))
    .sort((a, b) => b.width * b.height - a.width * a.height)
  if (!largest || Math.max(largest.width, largest.height) < LEAST_SIDE) {
    const { develop } = await import('./develop.ts')
    return develop(file).catch((error: unknown) => {
      if (error instanceof LumitagError) throw error
      throw new LumitagError(
        'UNSUPPORTED_FORMAT',
        'This camera RAW file holds no preview that is large enough, and what the sensor saw is cut off or packed in a way that is not known. Save the photo as JPEG beside it.',
        { cause: error },
      )
    })
  }
  const jpeg = jpegAt(file, largest.start)
  const orientation = fileOrientation(file) ?? jpegOrientation(jpeg) ?? 1
  return withOrientation(jpeg, orientation)
}

/** Where pieces of the sensor's picture are: DNG may keep them as small JPEGs. */
function piecesOf(directory: TiffDirectory): readonly number[] {
  const offsets = [...(directory.get(TAG.tileOffsets) ?? []), ...(directory.get(TAG.stripOffsets) ?? [])]
  const [photometric = 0] = directory.get(TAG.photometric) ?? []
  return offsets.length > 1 || SENSOR_DATA.has(photometric) ? offsets : []
}

/** colour filter array, linear RAW */
const SENSOR_DATA = new Set([32803, 34892])

const isTiff = (file: Buffer): boolean => /^(II|MM)/.test(file.toString('latin1', 0, 2))

function fileOrientation(file: Buffer): number | undefined {
  if (isTiff(file)) return tiffOrientation(file)
  // CR3: the first directory is a box of its own
  const box = file.subarray(0, 65_536).indexOf('CMT1', 0, 'latin1')
  return box < 0 ? undefined : tiffOrientation(file.subarray(box + 4))
}
