import readExif, { type GenericTag } from 'exif-reader'
import type { Metadata } from 'sharp'

/** What a photo's file says about itself. Anything that is missing or malformed is null: it never stops a photo. */
export interface PhotoMetadata {
  format: string
  /** upright */
  width: number
  height: number
  /** local wall-clock time of capture, "2024-05-17T18:03:21" */
  takenAt: string | null
  /** its distance from UTC, "+02:00" */
  takenOffset: string | null
  camera: string | null
  latitude: number | null
  longitude: number | null
}

/** Metadata from sharp's header reading; EXIF is decoded by exif-reader. */
export function photoMetadata(header: Metadata): PhotoMetadata {
  const exif = exifOf(header)
  return {
    format: header.format,
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    takenAt: localTime(exif?.Photo?.DateTimeOriginal) ?? localTime(exif?.Photo?.DateTimeDigitized),
    takenOffset: offset(exif?.Photo?.OffsetTimeOriginal),
    camera: camera(exif?.Image?.Make, exif?.Image?.Model),
    latitude: coordinate(exif?.GPSInfo?.GPSLatitude, exif?.GPSInfo?.GPSLatitudeRef, 'S', 90),
    longitude: coordinate(exif?.GPSInfo?.GPSLongitude, exif?.GPSInfo?.GPSLongitudeRef, 'W', 180),
  }
}

function exifOf(header: Metadata): ReturnType<typeof readExif> | undefined {
  if (!header.exif) return undefined
  try {
    return readExif(header.exif)
  } catch {
    return undefined // malformed EXIF is common and harmless
  }
}

/** exif-reader gives EXIF's wall-clock time as if it were UTC. Cameras without a clock write 0000 or 1970. */
function localTime(value: unknown): string | null {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return null
  const year = value.getUTCFullYear()
  return year > 1800 && year < 3000 ? value.toISOString().slice(0, 19) : null
}

function offset(value: GenericTag | undefined): string | null {
  const text = typeof value === 'string' ? clean(value) : ''
  return /^[+-]\d\d:\d\d$/.test(text) ? text : null
}

function camera(make: unknown, model: unknown): string | null {
  const brand = typeof make === 'string' ? clean(make) : ''
  const name = typeof model === 'string' ? clean(model) : ''
  if (!name) return brand || null
  // "Canon" + "Canon EOS 80D" is one name
  return name.toLowerCase().startsWith(brand.toLowerCase().split(' ')[0] ?? '') ? name : `${brand} ${name}`
}

/** Degrees, minutes, seconds as signed decimal degrees. */
function coordinate(value: unknown, reference: unknown, negative: string, limit: number): number | null {
  if (!Array.isArray(value) || value.length === 0) return null
  const [degrees = 0, minutes = 0, seconds = 0] = value.map(Number)
  const decimal = degrees + minutes / 60 + seconds / 3600
  if (!Number.isFinite(decimal) || decimal > limit || typeof reference !== 'string') return null
  return clean(reference).toUpperCase() === negative ? -decimal : decimal
}

/** Without the zero bytes and blanks that cameras pad with. */
const clean = (text: string): string => text.replaceAll('\0', '').trim()
