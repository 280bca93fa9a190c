import type { PhotoDetails } from './schemas/photo.ts'

type Exposure = Pick<PhotoDetails, 'aperture' | 'exposureTime' | 'iso' | 'focalLength' | 'focalLength35'>

/** "f/2.8 · 1/250 s · ISO 400 · 35 mm (as 52 mm)"; null where nothing is known. */
export function exposureOf({
  aperture,
  exposureTime,
  iso,
  focalLength,
  focalLength35,
}: Exposure): string | null {
  const is35 = focalLength !== null && focalLength35 !== null && Math.abs(focalLength35 - focalLength) < 1
  const parts = [
    aperture && `f/${short(aperture)}`,
    exposureTime && `${secondsOf(exposureTime)}\u00a0s`,
    iso && `ISO\u00a0${iso}`,
    focalLength &&
      `${short(focalLength)}\u00a0mm${focalLength35 && !is35 ? ` (as ${short(focalLength35)}\u00a0mm)` : ''}`,
  ].filter(Boolean)
  return parts.length > 0 ? parts.join(' · ') : null
}

/** At most one digit after the point; none from ten on. */
const short = (value: number): string =>
  value >= 10 ? String(Math.round(value)) : String(Math.round(value * 10) / 10)

/** Seconds as cameras show them: "1/250", "0.4", "2.5", "30" */
const secondsOf = (seconds: number): string =>
  seconds <= 0.3 ? `1/${Math.round(1 / seconds)}` : short(seconds)
