import { weekdays, type Weekday } from '../src-shared/rules/periods.ts'
import { locale, say } from './words/say.svelte.ts'

/* Numbers and dates for people, as the window's language writes them. */

/** Keeps one formatter for each language: making them is slow. */
export function perLocale<Formatter>(make: (locale: string) => Formatter): () => Formatter {
  const made = new Map<string, Formatter>()
  return () => {
    const tag = locale()
    const known = made.get(tag) ?? make(tag)
    made.set(tag, known)
    return known
  }
}

const whole = perLocale((tag) => new Intl.NumberFormat(tag))

/** 12408 as "12,408" */
export const count = (value: number): string => whole().format(value)

/** Seconds as "40 s left", "4 min left", "2 h left" */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return say('{seconds, number} s left', { seconds: Math.max(1, Math.round(seconds)) })
  if (seconds < 5400) return say('{minutes, number} min left', { minutes: Math.round(seconds / 60) })
  return say('{hours, number} h left', { hours: Math.round(seconds / 3600) })
}

/** Hours as "42 to 81 min", "2.3 to 4.6 h": estimates deserve no more digits. */
export function hoursRange({ from, to }: { from: number; to: number }): string {
  if (to < 1.5) {
    const minutes = (hours: number): number => Math.max(1, Math.round(hours * 60))
    return say('{from, number} to {to, number} min', { from: minutes(from), to: minutes(to) })
  }
  const hours = (value: number): string => decimal(value, value < 10 ? 1 : 0)
  return say('{from} to {to} h', { from: hours(from), to: hours(to) })
}

const decimals = [0, 1, 2, 3].map((digits) =>
  perLocale(
    (tag) => new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  ),
)

/** A number with so many digits after the point, 0 to 3. */
export const decimal = (value: number, digits: 0 | 1 | 2 | 3): string => decimals[digits]!().format(value)

/** Raw scores with two digits; three where two would say 0.00. */
export function score(value: number): string {
  if (value >= 0.01) return decimal(value, 2)
  return value < 0.0005 ? '0' : decimal(value, 3)
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'].map((unit) =>
  [0, 1].map((digits) =>
    perLocale(
      (tag) =>
        new Intl.NumberFormat(tag, {
          style: 'unit',
          unit,
          unitDisplay: unit === 'byte' ? 'long' : 'short',
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }),
    ),
  ),
)

/** Bytes in steps of 1000, as disks and downloads are sold: "38 kB", "4.1 MB", "1.7 GB" */
export function bytes(value: number): string {
  let unit = 0
  while (value >= (unit === 0 ? 1000 : 999.5) && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return units[unit]![unit > 0 && value < 10 ? 1 : 0]!().format(value)
}

const day = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
)
const clock = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }),
)
const dayHere = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' }),
)

/** Local wall-clock time of a capture, "2024-05-03T14:05:00", as "3 May 2024, 14:05": never moved to our time zone. */
export function captureTime(iso: string): string {
  const date = new Date(`${iso.slice(0, 19)}Z`)
  return Number.isNaN(date.getTime()) ? iso : `${day().format(date)}, ${clock().format(date)}`
}

/** Wall-clock milliseconds of the photo index as "3 May 2024" */
export const captureDay = (milliseconds: number): string => day().format(milliseconds)

const momentHere = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }),
)

/** A moment (ISO with zone) as it was here, "3 May 2024, 14:05" */
export const moment = (iso: string): string => momentHere().format(new Date(iso))

/** A moment (ISO with zone) as the day it was here, "3 May 2024" */
export function dayOf(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : dayHere().format(date)
}

const names = perLocale((tag) => new Intl.Collator(tag, { numeric: true }))

/** Compares names as the window's language orders them, numbers by their value. */
export const nameOrder = (): ((one: string, other: string) => number) => names().compare

const list = perLocale((tag) =>
  // in Chinese and Japanese units stand side by side, without a mark between them
  /^(ja|zh)/.test(tag)
    ? new Intl.ListFormat(tag, { type: 'conjunction', style: 'narrow' })
    : new Intl.ListFormat(tag, { type: 'unit', style: 'short' }),
)
const conjunction = perLocale((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }))
const choice = perLocale((tag) => new Intl.ListFormat(tag, { type: 'disjunction' }))

/** "a, b, c" */
export const listOf = (items: readonly string[]): string => list().format(items)
/** "a, b and c" */
export const andOf = (items: readonly string[]): string => conjunction().format(items)
/** "a, b or c" */
export const orOf = (items: readonly string[]): string => choice().format(items)

const percents = [0, 1].map((digits) =>
  perLocale(
    (tag) =>
      new Intl.NumberFormat(tag, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
  ),
)

/** A share of 1 as "38%", or with one digit after the point, "3.8%" */
export const percent = (share: number, digits: 0 | 1 = 0): string => percents[digits]!().format(share)

const months = perLocale((tag) => new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' }))

/** The months by name, 0 = January */
export const monthName = (month: number): string => months().format(Date.UTC(2024, month))

const weekdayNames = perLocale((tag) => new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }))

/** The days of the week by name; the first of 2024 was a Monday */
export const weekdayName = (day: Weekday): string =>
  weekdayNames().format(Date.UTC(2024, 0, 1 + weekdays.indexOf(day)))
