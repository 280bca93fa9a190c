import readExif, { type GenericTag } from 'exif-reader'
import type { PhotoHeader } from '../inference/preprocess/decode.ts'
import { noFacts, type PhotoMetadata } from './metadata/facts.ts'

/** Metadata from sharp's header reading; EXIF is decoded by exif-reader. */
export function photoMetadata(header: PhotoHeader): PhotoMetadata {
  const { format, autoOrient } = header
  const { Image, Photo, GPSInfo } = exifOf(header) ?? {}
  const original = localTime(Photo?.DateTimeOriginal)
  const takenAt = original ?? localTime(Photo?.DateTimeDigitized)
  return {
    ...noFacts,
    format,
    width: autoOrient.width,
    height: autoOrient.height,
    takenAt,
    takenFrom: original ? 'exif' : takenAt ? 'exif-digitized' : null,
    takenOffset: offset(Photo?.OffsetTimeOriginal),
    camera: camera(Image?.Make, Image?.Model),
    lens: typeof Photo?.LensModel === 'string' ? clean(Photo.LensModel) || null : null,
    exposureTime: positive(Photo?.ExposureTime),
    aperture: positive(Photo?.FNumber),
    iso: rounded(positive(Photo?.ISOSpeedRatings)),
    focalLength: positive(Photo?.FocalLength),
    focalLength35: positive(Photo?.FocalLengthIn35mmFilm),
    latitude: coordinate(GPSInfo?.GPSLatitude, GPSInfo?.GPSLatitudeRef, 'S', 90),
    longitude: coordinate(GPSInfo?.GPSLongitude, GPSInfo?.GPSLongitudeRef, 'W', 180),
  }
}

const rounded = (value: number | null): number | null => value && Math.round(value)

const positive = (value: unknown): number | null =>
  typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : null

function exifOf(header: PhotoHeader): ReturnType<typeof readExif> | undefined {
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
