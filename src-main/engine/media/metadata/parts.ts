import { pngPackets } from './pngPackets.ts'
import { rawParts } from './rawParts.ts'
import { photoshopParts } from './photoshopParts.ts'

/** Where in a photo's file its metadata is: pieces that the reader understands, and XMP packets that it would not find. */
export interface MetadataParts {
  /** JPEG, PNG, TIFF, … files or parts of files, most telling first */
  files: Uint8Array[]
  packets: Uint8Array[]
}

/** A JPEG's metadata comes before its picture: no more of it is looked at. */
const MOST_OF_JPEG = 4 * 1024 ** 2
/** What lies behind this is not looked at in any file. */
const MOST = 256 * 1024 ** 2

/** Takes containers apart that the reader does not know; what it does know is one part, as it is. */
export function metadataParts(bytes: Uint8Array): MetadataParts {
  const isJpeg = bytes[0] === 0xff && bytes[1] === 0xd8
  if (isJpeg) return { files: [bytes.subarray(0, MOST_OF_JPEG)], packets: [] }
  return (
    rawParts(bytes) ??
    photoshopParts(bytes) ?? { files: [bytes.subarray(0, MOST)], packets: pngPackets(bytes) }
  )
}
