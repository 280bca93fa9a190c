import { timeBetween, type TimeRange } from '../../../src-shared/days.ts'
import type { Taken } from '../../../src-shared/rules/conditions.ts'
import { weekdays, type Period, type Weekday } from '../../../src-shared/rules/periods.ts'
import type { PresentPhotos } from '../library/present.ts'
import { maskWhere, type Mask } from './masks.ts'

const DAY = 86_400_000
/** First months of the northern seasons, counted from 0; winter is named after the year it begins in. */
const SEASONS = { spring: 2, summer: 5, autumn: 8, winter: 11 } as const

/** The photos taken then, by the camera's clock, as seen from this day. Photos without a capture time are in no date. */
export function takenThen(ask: Taken, { captured, times, count }: PresentPhotos, now: Date): Mask {
  const { first, last } = rangeOf(ask, now)
  const isInMonth = ask.months && monthTest(ask.months)
  const isOnDay = ask.weekdays && weekdays.map((day) => ask.weekdays!.includes(day))
  return maskWhere(count, (position) => {
    const time = times[position]!
    if (captured[position] !== 1 || time < first || time > last) return false
    return (!isOnDay || isOnDay[weekdayOf(time)]!) && (!isInMonth || isInMonth(time))
  })
}

/** 0 = Monday. The clock of computers begins on a Thursday. */
const weekdayOf = (time: number): number => (((Math.floor(time / DAY) + 3) % 7) + 7) % 7

/** Whether a time lies in one of these months. Photos lie in order of time, so that most are in the month of the one before. */
function monthTest(months: readonly number[]): (time: number) => boolean {
  let [begin, end, fits] = [0, 0, false]
  return (time) => {
    if (time >= begin && time < end) return fits
    const date = new Date(time)
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
    begin = dayAt(year, month, 1)
    end = dayAt(year, month + 1, 1)
    fits = months.includes(month + 1)
    return fits
  }
}

/** All of its conditions on the time together, as wall-clock time. */
export function rangeOf(ask: Taken, now: Date): TimeRange {
  const ranges = [timeBetween(ask.from, ask.to)]
  if (ask.during) ranges.push(periodRange(ask.during, now))
  if (ask.last) ranges.push(lastRange(ask.last, now))
  return {
    first: Math.max(...ranges.map(({ first }) => first)),
    last: Math.min(...ranges.map(({ last }) => last)),
  }
}

/** "last 2 weeks" begins 14 days ago and ends with today. */
function lastRange(units: NonNullable<Taken['last']>, now: Date): TimeRange {
  const { days = 0, weeks = 0, months = 0, years = 0 } = units
  const today = dayAt(now.getFullYear(), now.getMonth(), now.getDate())
  const monthsBack = months + years * 12
  // the day after the same day so many months ago; the 31st of a short month is its last
  const back = dayAt(now.getFullYear(), now.getMonth() - monthsBack, 1)
  const lastOfMonth = new Date(dayAt(now.getFullYear(), now.getMonth() - monthsBack + 1, 0)).getUTCDate()
  const same = back + (Math.min(now.getDate(), lastOfMonth) - 1) * DAY
  const first = monthsBack > 0 ? same + DAY : today - (days + weeks * 7 - 1) * DAY
  return { first, last: today + DAY - 1 }
}

function periodRange(period: Period, now: Date): TimeRange {
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const between = (first: number, after: number): TimeRange => ({ first, last: after - 1 })
  if (period === 'today') return between(dayAt(year, month, date), dayAt(year, month, date + 1))
  if (period === 'yesterday') return between(dayAt(year, month, date - 1), dayAt(year, month, date))
  const [which, what] = period.split(' ') as [
    'this' | 'last',
    'week' | 'month' | 'year' | keyof typeof SEASONS | Weekday,
  ]
  const back = which === 'last' ? 1 : 0
  switch (what) {
    case 'week': {
      const monday = date - ((now.getDay() + 6) % 7) - 7 * back
      return between(dayAt(year, month, monday), dayAt(year, month, monday + 7))
    }
    case 'month':
      return between(dayAt(year, month - back, 1), dayAt(year, month - back + 1, 1))
    case 'year':
      return between(dayAt(year - back, 0, 1), dayAt(year - back + 1, 0, 1))
    case 'spring':
    case 'summer':
    case 'autumn':
    case 'winter':
      return seasonRange(SEASONS[what], which, now)
    default: {
      const daysBack = ((now.getDay() + 12 - weekdays.indexOf(what)) % 7) + 1
      return between(dayAt(year, month, date - daysBack), dayAt(year, month, date - daysBack + 1))
    }
  }
}

/** "this" is the latest that has begun; "last" is the latest that is over. */
function seasonRange(firstMonth: number, which: 'this' | 'last', now: Date): TimeRange {
  const today = dayAt(now.getFullYear(), now.getMonth(), now.getDate())
  let year = now.getFullYear()
  while (dayAt(year, firstMonth, 1) > today) year--
  if (which === 'last' && dayAt(year, firstMonth + 3, 1) > today) year--
  return { first: dayAt(year, firstMonth, 1), last: dayAt(year, firstMonth + 3, 1) - 1 }
}

/** Wall-clock milliseconds of a day's beginning; months and days may run over. */
function dayAt(year: number, month: number, day: number): number {
  const time = new Date(0)
  time.setUTCFullYear(year, month, day)
  return time.getTime()
}
