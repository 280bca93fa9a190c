import { openDocument } from '../../xmp/document.ts'
import { labelColour } from '../../xmp/labelColour.ts'
import { findProperty, itemTexts } from '../../xmp/property.ts'
import type { XmlElement } from '../../xmp/tree.ts'
import { cameraName, rating } from './exifFacts.ts'
import type { PhotoFacts } from './facts.ts'
import { parseTime, type WrittenTime } from './times.ts'
import { cleanText, inRange } from './values.ts'

/** What XMP says; tags are read elsewhere, as from a sidecar. */
export interface XmpFacts extends Omit<PhotoFacts, 'takenAt' | 'takenOffset' | 'takenFrom' | 'keywords'> {
  original: WrittenTime | null
  /** when what the photo shows was made, for photos of photos; often the same */
  created: WrittenTime | null
  digitized: WrittenTime | null
  fix: string | null
}

const uris = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  exifEX: 'http://cipa.jp/exif/1.0/',
  aux: 'http://ns.adobe.com/exif/1.0/aux/',
  tiff: 'http://ns.adobe.com/tiff/1.0/',
  MicrosoftPhoto: 'http://ns.microsoft.com/photo/1.0/',
}

/** Reads each value by itself from the first packet that has it; a packet that is no XMP says nothing. */
export function xmpFacts(packets: readonly string[]): XmpFacts {
  const descriptions = packets.flatMap(descriptionsOf)
  const text = (prefix: keyof typeof uris, local: string): string | null => {
    const [first] = itemTexts(findProperty(descriptions, { local, uri: uris[prefix] }))
    return first === undefined ? null : cleanText(first)
  }
  const time = (prefix: keyof typeof uris, local: string): WrittenTime | null =>
    parseTime(text(prefix, local))
  const number = (prefix: keyof typeof uris, local: string): number => fraction(text(prefix, local))
  const latitude = coordinate(text('exif', 'GPSLatitude'), 90)
  const longitude = coordinate(text('exif', 'GPSLongitude'), 180)
  const isPlace = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0)
  const iso = inRange(number('exif', 'ISOSpeedRatings'), 1, 10_000_000)
  return {
    original: time('exif', 'DateTimeOriginal'),
    created: time('photoshop', 'DateCreated'),
    digitized: time('exif', 'DateTimeDigitized') ?? time('xmp', 'CreateDate'),
    fix: time('exif', 'GPSTimeStamp')?.local ?? null,
    camera: cameraName(text('tiff', 'Make'), text('tiff', 'Model')),
    lens: text('exifEX', 'LensModel') ?? text('aux', 'Lens'),
    exposureTime: inRange(number('exif', 'ExposureTime'), 1e-6, 100_000),
    aperture: inRange(number('exif', 'FNumber'), 0.1, 1000),
    iso: iso && Math.round(iso),
    focalLength: inRange(number('exif', 'FocalLength'), 0.1, 20_000),
    focalLength35: inRange(number('exif', 'FocalLengthIn35mmFilm'), 1, 20_000),
    latitude: isPlace ? latitude : null,
    longitude: isPlace ? longitude : null,
    rating: rating(number('xmp', 'Rating')) ?? rating(stars(number('MicrosoftPhoto', 'Rating'))),
    colour: labelColour(text('xmp', 'Label')),
    title: text('dc', 'title'),
    description: text('dc', 'description'),
  }
}

/** The packet's Descriptions; none where it is not XMP, or damaged. */
function descriptionsOf(packet: string): XmlElement[] {
  try {
    const text = packet.replace(/^\ufeff/, '').replace(/\0+$/, '')
    return openDocument({ text, encoding: 'utf-8', byteOrderMark: false }).descriptions
  } catch {
    return []
  }
}

/** "28/10" and "2.8". */
function fraction(text: string | null): number {
  const [top, bottom = '1'] = text?.split('/') ?? ['']
  return top === '' ? NaN : Number(top) / Number(bottom)
}

/** Windows writes 1, 25, 50, 75, 99 of a hundred. */
const stars = (percent: number): number => (percent >= 1 ? Math.round(percent / 25) + 1 : NaN)

/** "51,30.041664N" or "51,30,2.5N". */
function coordinate(text: string | null, limit: number): number | null {
  const [, numbers, direction] = /^([\d.,]+)([NSEW])$/.exec(text ?? '') ?? []
  if (!numbers) return null
  const [degrees = NaN, minutes = 0, seconds = 0] = numbers.split(',').map(Number)
  const decimal = degrees + minutes / 60 + seconds / 3600
  return inRange('SW'.includes(direction!) ? -decimal : decimal, -limit, limit)
}
