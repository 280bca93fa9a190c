import { timeOfDay } from '../../../../src-shared/days.ts'
import type { Taken } from '../../../../src-shared/rules/conditions.ts'

/* Dates in digits, the same in all languages. */

/** Pattern of a year that photos may be of. */
export const YEAR = '(?:1[89]|20|21)\\d\\d'
/** Pattern of a year, a month or a day: "2024", "2024-06", "2024-06-01". */
export const DAY = `${YEAR}(?:-\\d\\d){0,2}`
const WHOLE_DAY = new RegExp(`^${DAY}$`)

/** "2024", "2024-06-01", "2024..2025", "2024-03..". */
export function plainDate(text: string): Taken | undefined {
  const isDay = (day: string): boolean => WHOLE_DAY.test(day) && timeOfDay(day) !== undefined
  if (isDay(text)) return { from: text, to: text }
  const [from, to, ...others] = text.split('..')
  if (from === undefined || to === undefined || others.length > 0 || (from === '' && to === ''))
    return undefined
  if ([from, to].some((day) => day !== '' && !isDay(day))) return undefined
  return { ...(from ? { from } : {}), ...(to ? { to } : {}) }
}

/** Looks like a date and is none: "2024-13". */
export const isNoDate = (text: string): boolean => /^\d{4}-\d\d(-\d\d)?$/.test(text) && !timeOfDay(text)
