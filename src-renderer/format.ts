/* Numbers and dates for people. */

const whole = new Intl.NumberFormat('en')

/** 12408 as "12,408" */
export const count = (value: number): string => whole.format(value)

/** "1 photo", "3,120 photos" */
export const countOf = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** Seconds as "40 s left", "4 min left", "2 h left" */
export function timeLeft(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s left`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min left`
  return `${Math.round(seconds / 3600)} h left`
}

/** Hours as "42 to 81 min", "2.3 to 4.6 h": estimates deserve no more digits. */
export function hoursRange({ from, to }: { from: number; to: number }): string {
  const minutes = to < 1.5
  const words = (hours: number): string =>
    minutes ? String(Math.max(1, Math.round(hours * 60))) : hours.toFixed(hours < 10 ? 1 : 0)
  return `${words(from)} to ${words(to)} ${minutes ? 'min' : 'h'}`
}

/** Raw scores with two digits; three where two would say 0.00. */
export function score(value: number): string {
  if (value >= 0.01) return value.toFixed(2)
  return value < 0.0005 ? '0' : value.toFixed(3)
}

const day = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})
const dayHere = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** Local wall-clock time of a capture, "2024-05-03T14:05:00", as "3 May 2024, 14:05": never moved to our time zone. */
export function captureTime(iso: string): string {
  const date = new Date(`${iso.slice(0, 19)}Z`)
  return Number.isNaN(date.getTime()) ? iso : `${day.format(date)}, ${iso.slice(11, 16)}`
}

/** Wall-clock milliseconds of the photo index as "3 May 2024" */
export const captureDay = (milliseconds: number): string => day.format(milliseconds)

/** A moment (ISO with zone) as the day it was here, "3 May 2024" */
export function dayOf(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : dayHere.format(date)
}

const momentHere = new Intl.DateTimeFormat('en-GB', {
  ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
})

/** A moment (ISO with zone) as day and time here, "3 May, 14:05" */
export function moment(iso: string): string {
  const date = new Date(iso)
  return Number.isNaN(date.getTime()) ? iso : momentHere.format(date)
}
