import { Decoder } from 'jpeg-lossless-decoder-js'
import { unsupported } from '../preprocess/decodingErrors.ts'
import { assertPixelCount } from './pixelLimit.ts'
import { frameOf } from './raw/embeddedJpegs.ts'
import { jpegOrientation } from './raw/jpegOrientation.ts'
import { tiffFile } from './tiffFile.ts'

/** A lossless JPEG (ITU-T T.81, process 14), as scanners and medicine write them, as a TIFF: grey or RGB. */
export async function readLosslessJpeg(file: Buffer): Promise<Buffer> {
  const frame = frameOf(file, 0)
  assertPixelCount(frame?.width ?? 0, frame?.height ?? 0)
  const decoder = new Decoder()
  const samples = decoder.decode(file.buffer as ArrayBuffer, file.byteOffset, file.length)
  const { xDim: width, yDim: height, numComp: channels, precision } = decoder
  if (channels !== 1 && channels !== 3) throw unsupported(`lossless JPEG files of ${channels} colours`)
  const pixels =
    precision > 8 ? Uint8Array.from(samples, (value) => value >> (precision - 8)) : (samples as Uint8Array)
  return tiffFile({ pixels, width, height, channels, orientation: jpegOrientation(file) ?? 1 })
}
