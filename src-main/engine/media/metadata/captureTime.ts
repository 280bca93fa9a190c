import type { ExifFacts } from './exifFacts.ts'
import type { PhotoFacts } from './facts.ts'
import type { IptcFacts } from './iptcFacts.ts'
import { offsetFromUtc } from './times.ts'
import type { XmpFacts } from './xmpFacts.ts'

type Taken = Pick<PhotoFacts, 'takenAt' | 'takenOffset' | 'takenFrom'>

interface Said {
  exif: ExifFacts
  xmp: XmpFacts
  iptc: IptcFacts
}

/** When a photo was captured, of all that its file says: the first that there is (README.md says why in this order). */
export function captureTime(said: Said): Taken {
  const { exif, xmp, iptc } = said
  const times = [
    ['exif', exif.original],
    ['xmp', xmp.original ?? xmp.created],
    ['iptc', iptc.created],
    ['exif-digitized', exif.digitized ?? xmp.digitized],
    ['gps', fixAsTime(exif.fix ?? xmp.fix)],
    ['exif-changed', exif.changed],
  ] as const
  for (const [takenFrom, time] of times)
    if (time)
      return { takenAt: time.local, takenOffset: time.offset ?? offsetOf(time.local, said), takenFrom }
  return { takenAt: null, takenOffset: null, takenFrom: null }
}

const fixAsTime = (utc: string | null) => utc && { local: utc, offset: '+00:00' }

/** The offset of a time that was written without one: where the same time stands with one, else from the satellites. */
function offsetOf(local: string, { exif, xmp, iptc }: Said): string | null {
  const times = [exif.digitized, exif.changed, xmp.original, xmp.created, xmp.digitized, iptc.created]
  const same = times.find((time) => time?.local === local && time.offset !== null)
  if (same) return same.offset
  for (const utc of [exif.fix, xmp.fix]) {
    const offset = utc && offsetFromUtc(local, utc)
    if (offset) return offset
  }
  return null
}
