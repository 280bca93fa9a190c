import { isMainThread } from 'node:worker_threads'
import sharp from 'sharp'

/*
 * What sharp may decode: only what `decodableFormat` lets through, and never SVG, which can read other files. It holds for
 * the whole process, and for a moment nothing at all may be decoded: so the first thread sees to it, before it starts
 * others, and no thread after it.
 */

const FORMATS = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Tiff', 'Heif']

if (isMainThread) {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: FORMATS.map((format) => `VipsForeignLoad${format}`) })
}
