/*
 * Days of the camera's clock: times are wall-clock milliseconds, as if they were UTC. "2024", "2024-06" and "2024-06-01"
 * are all days, the first two with all that is in them.
 */

export interface TimeRange {
  /** milliseconds; both ends included, infinite where there is none */
  first: number
  last: number
}

const PARTIAL_DAY = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/

/** The time that a year, a month or a day takes; undefined if there is no such day. */
export function timeOfDay(text: string): TimeRange | undefined {
  const match = PARTIAL_DAY.exec(text)
  if (!match) return undefined
  const [, year, month, day] = match.map(Number) as [number, number, number, number]
  const first = new Date(0)
  first.setUTCFullYear(year, match[2] ? month - 1 : 0, match[3] ? day : 1)
  const isReal = (!match[2] || first.getUTCMonth() === month - 1) && (!match[3] || first.getUTCDate() === day)
  if (!isReal) return undefined
  const after = new Date(first)
  if (match[3]) after.setUTCDate(day + 1)
  else if (match[2]) after.setUTCMonth(month)
  else after.setUTCFullYear(year + 1)
  return { first: first.getTime(), last: after.getTime() - 1 }
}

/** From the beginning of one to the end of the other; undefined stands for "no end". */
export function timeBetween(from: string | undefined, to: string | undefined): TimeRange {
  return {
    first: from === undefined ? -Infinity : (timeOfDay(from)?.first ?? -Infinity),
    last: to === undefined ? Infinity : (timeOfDay(to)?.last ?? Infinity),
  }
}
