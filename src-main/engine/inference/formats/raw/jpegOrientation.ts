import { segments } from './embeddedJpegs.ts'
import { TAG, tiffDirectories } from './tiffDirectories.ts'

const EXIF = 'Exif\0\0'
const APP1 = 0xe1

/** What a JPEG's own EXIF says: 1 to 8, or undefined. */
export function jpegOrientation(jpeg: Buffer): number | undefined {
  const exif = exifSegments(jpeg)[0]
  return exif && tiffOrientation(jpeg.subarray(exif.at + 4 + EXIF.length, exif.end))
}

/** The orientation in a TIFF's first directory. */
export function tiffOrientation(file: Buffer): number | undefined {
  const [value] = tiffDirectories(file)[0]?.get(TAG.orientation) ?? []
  return value !== undefined && value >= 1 && value <= 8 ? value : undefined
}

/** A JPEG that says this and nothing else about how it lies. */
export function withOrientation(jpeg: Buffer, orientation: number): Buffer {
  const parts = [jpeg.subarray(0, 2), orientationSegment(orientation)]
  let from = 2
  for (const { at, end } of exifSegments(jpeg)) {
    parts.push(jpeg.subarray(from, at))
    from = end
  }
  return Buffer.concat([...parts, jpeg.subarray(from)])
}

const exifSegments = (jpeg: Buffer): { at: number; end: number }[] =>
  [...segments(jpeg, 0)].filter(
    ({ marker, at }) => marker === APP1 && jpeg.toString('latin1', at + 4, at + 4 + EXIF.length) === EXIF,
  )

function orientationSegment(orientation: number): Buffer {
  const tiff = Buffer.from('49492a0008000000010012010300010000000000000000000000', 'hex')
  tiff.writeUInt16LE(orientation, 18)
  const segment = Buffer.concat([Buffer.from([0xff, APP1, 0, 0]), Buffer.from(EXIF, 'latin1'), tiff])
  segment.writeUInt16BE(segment.length - 2, 2)
  return segment
}
