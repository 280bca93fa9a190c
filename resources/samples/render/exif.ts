import type { Exif } from 'sharp'

/** What a camera would have noted; `takenAt` is local wall-clock time "2024-05-17T18:03:21", `offset` its distance from UTC. */
export interface Capture {
  takenAt: string
  offset: string
  /** latitude and longitude in degrees, north and east positive */
  place?: readonly [number, number]
  /** how the file's pixels must be turned to stand upright: 6 = a quarter clockwise, 8 = a quarter back */
  orientation?: 6 | 8
}

/** The EXIF of a capture in sharp's terms (IFD2 is the Exif block, IFD3 the GPS block); the orientation is not among them, as sharp writes that itself. */
export function exifOf({ takenAt, offset, place }: Capture): Exif {
  const time = takenAt.replaceAll('-', ':').replace('T', ' ')
  return {
    IFD0: {
      Make: 'Lumitag',
      Model: 'Lumitag Sample Renderer',
      Software: 'Lumitag Sample Renderer',
      Copyright: 'CC0 1.0, rendered by Lumitag',
      DateTime: time,
    },
    IFD2: { DateTimeOriginal: time, DateTimeDigitized: time, OffsetTime: offset, OffsetTimeOriginal: offset },
    ...(place && {
      IFD3: {
        GPSLatitudeRef: place[0] < 0 ? 'S' : 'N',
        GPSLatitude: degrees(place[0]),
        GPSLongitudeRef: place[1] < 0 ? 'W' : 'E',
        GPSLongitude: degrees(place[1]),
      },
    }),
  }
}

/** Degrees, minutes and hundredths of seconds as EXIF fractions. */
function degrees(value: number): string {
  const hundredths = Math.round(Math.abs(value) * 360_000)
  const whole = Math.floor(hundredths / 360_000)
  const minutes = Math.floor((hundredths % 360_000) / 6000)
  return `${whole}/1 ${minutes}/1 ${hundredths % 6000}/100`
}
