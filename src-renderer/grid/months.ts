import { perLocale } from '../format.ts'

/** A month of photos (or a year, where months are nearly empty): where it begins in the list, and its name. */
export interface Month {
  start: number
  year: number
  /** 0 to 11; null = the whole year */
  month: number | null
}

/** With fewer photos a month on average, headers would take more room than photos. */
const SPARSE = 6

/** The headers of a list: months, or years where months are nearly empty. */
export function sectionsOf(times: readonly number[]): Month[] {
  const months = monthsOf(times)
  if (times.length >= months.length * SPARSE) return months
  return months
    .filter(({ year }, at) => year !== months[at - 1]?.year)
    .map(({ start, year }) => ({ start, year, month: null }))
}

/** Where months begin, or nothing if the photos are not in order of time (searches are in order of score). */
export function monthsOf(times: readonly number[]): Month[] {
  const months: Month[] = []
  let direction = 0
  let until = -Infinity
  let from = Infinity
  for (let index = 0; index < times.length; index++) {
    const time = times[index]!
    const step = index === 0 ? 0 : Math.sign(time - times[index - 1]!)
    if (step !== 0 && direction !== 0 && step !== direction) return []
    if (step !== 0) direction = step
    // a Date per photo would cost more than the whole layout
    if (time >= from && time < until) continue
    const date = new Date(time)
    const year = date.getUTCFullYear()
    const month = date.getUTCMonth()
    from = Date.UTC(year, month)
    until = Date.UTC(year, month + 1)
    months.push({ start: index, year, month })
  }
  return months
}

const names = perLocale(
  (tag) => new Intl.DateTimeFormat(tag, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
)
const shortNames = perLocale((tag) => new Intl.DateTimeFormat(tag, { month: 'short', timeZone: 'UTC' }))

/** "May 2024" */
export const monthTitle = ({ year, month }: Month): string =>
  month === null ? String(year) : names().format(Date.UTC(year, month))
/** "May"; nothing for a whole year */
export const shortMonth = ({ year, month }: Month): string =>
  month === null ? '' : shortNames().format(Date.UTC(year, month))

export interface ScrubberMark {
  /** index of the month */
  month: number
  /** pixels from the top of the track */
  y: number
  /** the year where it is new, else the month's short name, else nothing but a tick */
  text: string
}

/** Marks along the scrubber: each month at its place; words only where they do not touch one another, years first. */
export function scrubberMarks(
  months: readonly Month[],
  tops: readonly number[],
  height: number,
  track: number,
): ScrubberMark[] {
  const WORD = 16
  const place = (index: number): number => (height > 0 ? (tops[index]! / height) * track : 0)
  const marks = months.map((_, month) => ({ month, y: place(month), text: '' }))
  const taken: number[] = []
  const claim = (mark: ScrubberMark, text: string): void => {
    if (text === '' || mark.y > track - WORD || taken.some((y) => Math.abs(y - mark.y) < WORD)) return
    mark.text = text
    taken.push(mark.y)
  }
  for (const mark of marks)
    if (months[mark.month]!.year !== months[mark.month - 1]?.year)
      claim(mark, String(months[mark.month]!.year))
  for (const mark of marks) if (mark.text === '') claim(mark, shortMonth(months[mark.month]!))
  let last = -Infinity
  // ticks closer than three pixels would be a grey block
  return marks.filter((mark) => {
    if (mark.text === '' && mark.y - last < 3) return false
    last = mark.y
    return true
  })
}
