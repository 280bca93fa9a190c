import { isMainThread, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import { SETTLES_DECODERS } from '../protocol.ts'

/*
 * What sharp may decode: only what `decodableFormat` lets through, and never SVG, which can read other files. It holds for
 * the whole process, and for a moment nothing at all may be decoded: so the first thread that reads photos sees to it,
 * before others start, and no thread after it.
 */

const FORMATS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif']

if (isMainThread || workerData === SETTLES_DECODERS) {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: FORMATS.map((format) => `VipsForeignLoad${format}`) })
}
