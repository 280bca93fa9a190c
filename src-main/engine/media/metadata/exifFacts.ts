import type { PhotoFacts } from './facts.ts'
import { parseOffset, parseTime, type WrittenTime } from './times.ts'
import { inRange, numberIn, numberOf, textOf, valueOf, type Tags } from './values.ts'

/** What EXIF says; times are judged elsewhere, with those of XMP and IPTC. */
export interface ExifFacts extends Omit<
  PhotoFacts,
  'takenAt' | 'takenOffset' | 'takenFrom' | 'keywords' | 'colour'
> {
  original: WrittenTime | null
  digitized: WrittenTime | null
  changed: WrittenTime | null
  /** UTC of the satellite fix */
  fix: string | null
}

/** Reads each value by itself: one that makes no sense is left out, and the others stay. */
export function exifFacts(exif: Tags): ExifFacts {
  const { latitude, longitude } = place(exif)
  return {
    original: time(exif, 'DateTimeOriginal', 'OffsetTimeOriginal'),
    digitized: time(exif, 'DateTimeDigitized', 'OffsetTimeDigitized'),
    changed: time(exif, 'DateTime', 'OffsetTime'),
    fix: fix(exif),
    camera: cameraName(textOf(exif, 'Make'), textOf(exif, 'Model')),
    lens: lens(exif),
    exposureTime: numberIn(exif, 'ExposureTime', 1e-6, 100_000),
    aperture: numberIn(exif, 'FNumber', 0.1, 1000),
    iso: sensitivity(exif),
    focalLength: numberIn(exif, 'FocalLength', 0.1, 20_000),
    focalLength35: numberIn(exif, 'FocalLengthIn35mmFilm', 1, 20_000),
    latitude,
    longitude,
    rating: rating(numberOf(valueOf(exif, 'Rating'))),
    title: textOf(exif, 'XPTitle'),
    description: textOf(exif, 'ImageDescription'),
  }
}

/** What makers add to their names. */
const LEGAL_FORMS = /\b(corporation|corp|company|co|ltd|inc|gmbh|ag|optical|electric|eastman)\b[.,]*/gi

/** "Canon" + "Canon EOS 80D" is one name, "EASTMAN KODAK COMPANY" + "DC210" is "KODAK DC210". */
export function cameraName(make: string | null, model: string | null): string | null {
  const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
  const brand = words((make ?? '').replaceAll(LEGAL_FORMS, ' '))
  const name = words(model ?? '')
  if (!name) return brand || null
  const [first = ''] = brand.toLowerCase().split(' ')
  return name.toLowerCase().startsWith(first) ? name : `${brand} ${name}`
}

/** 1 to 5, -1 = rejected; 0 and everything else are none. */
export const rating = (number: number): number | null =>
  number === -1 || number >= 1 ? inRange(Math.round(number), -1, 5) : null

function time(exif: Tags, name: string, offsetName: string): WrittenTime | null {
  const written = parseTime(textOf(exif, name))
  return written && { ...written, offset: parseOffset(textOf(exif, offsetName)) }
}

function lens(exif: Tags): string | null {
  const name = textOf(exif, 'LensModel')
  // what lenses without contacts leave behind
  return name && /[a-z1-9]/i.test(name) ? name : null
}

function sensitivity(exif: Tags): number | null {
  const iso = numberIn(exif, 'ISOSpeedRatings', 1, 10_000_000)
  // the field holds no more; what is above it stands elsewhere
  const exact = iso === 65_535 ? numberIn(exif, 'RecommendedExposureIndex', 1, 10_000_000) : null
  return (exact ?? iso) && Math.round((exact ?? iso)!)
}

/** Both or neither; where there was no fix, cameras write zeros. */
function place(exif: Tags): Pick<PhotoFacts, 'latitude' | 'longitude'> {
  const latitude = coordinate(exif, 'GPSLatitude', 'S', 90)
  const longitude = coordinate(exif, 'GPSLongitude', 'W', 180)
  const isPlace = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0)
  return isPlace ? { latitude, longitude } : { latitude: null, longitude: null }
}

function coordinate(exif: Tags, name: string, negative: string, limit: number): number | null {
  const parts = valueOf(exif, name)
  const [reference] = [valueOf(exif, `${name}Ref`)].flat()
  if (!Array.isArray(parts) || parts.length === 0 || typeof reference !== 'string') return null
  const [degrees = 0, minutes = 0, seconds = 0] = parts.map(numberOf)
  // seconds are written as 0/0 where minutes have a fraction
  const decimal = degrees + minutes / 60 + (Number.isNaN(seconds) ? 0 : seconds / 3600)
  return inRange(reference.trim().toUpperCase() === negative ? -decimal : decimal, -limit, limit)
}

function fix(exif: Tags): string | null {
  const parts = valueOf(exif, 'GPSTimeStamp')
  if (!Array.isArray(parts) || parts.length !== 3) return null
  const clock = parts.map((part) => String(Math.floor(numberOf(part))).padStart(2, '0')).join(':')
  return parseTime(`${textOf(exif, 'GPSDateStamp')} ${clock}`)?.local ?? null
}
