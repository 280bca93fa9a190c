/** A wall-clock time as a file says it, and its distance from UTC where it says that too. */
export interface WrittenTime {
  /** "2024-05-17T18:03:21" */
  local: string
  /** "+02:00" */
  offset: string | null
}

// 2024:05:17 18:03:21 (EXIF), 2024-05-17T18:03:21.5+02:00 (XMP), 20240517 180321+0200 (IPTC)
const WRITTEN =
  /^(\d{4})[-:./]?(\d\d)[-:./]?(\d\d)(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?$/

const FIRST_PHOTOGRAPH = 1826

/**
 * A time in any of the ways that photos write them; null where it is none. Cameras without a clock write zeros; a date
 * alone stands for its noon.
 */
export function parseTime(text: string | null): WrittenTime | null {
  const found = WRITTEN.exec(text?.trim() ?? '')
  if (!found) return null
  const [, year, month, day, hour = '12', minute = '00', second = '00', offset] = found
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const time = new Date(`${local}Z`)
  // 30 February is 2 March for Date: no such day
  const isReal = time.getUTCDate() === Number(day) && Number(year) >= FIRST_PHOTOGRAPH
  return isReal && time.getTime() < Date.now() + YEAR_MS ? { local, offset: parseOffset(offset) } : null
}
const YEAR_MS = 366 * 24 * 60 * 60 * 1000

/**
 * "+02:00" from "+02:00" or "+0200"; null for anything else, and for what no clock on Earth shows. "Z" says nothing: too
 * many programs write it behind local times.
 */
export function parseOffset(text: string | null | undefined): string | null {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(text?.trim() ?? '') ?? []
  if (!sign || Number(hours) > 14 || Number(minutes) > 59) return null
  return `${sign}${hours}:${minutes}`
}

export const millisecondsOf = (local: string): number => Date.parse(`${local}Z`)

/** Minutes that no whole or half hour is, and yet a clock somewhere shows: Nepal, Eucla, Chatham in winter and summer. */
const ODD_ZONES = [345, 525, 765, 825]
/** A satellite fix may be a little older than the photo. */
const FIX_AGE_MINUTES = 2

/**
 * The offset of a wall-clock time whose UTC is known, as from a satellite fix: their difference, if it is one that clocks
 * have and the fix was not too old; else null.
 */
export function offsetFromUtc(local: string, utc: string): string | null {
  const minutes = (millisecondsOf(local) - millisecondsOf(utc)) / 60_000
  const zone = [Math.round(minutes / 30) * 30, ...ODD_ZONES].find(
    (candidate) => Math.abs(candidate - minutes) <= FIX_AGE_MINUTES,
  )
  if (zone === undefined || zone < -12 * 60 || zone > 14 * 60) return null
  const clock = new Date(Math.abs(zone) * 60_000).toISOString().slice(11, 16)
  return `${zone < 0 ? '-' : '+'}${clock}`
}
