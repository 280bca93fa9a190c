import { timeOfDay } from '../../../../src-shared/days.ts'
import type { Taken } from '../../../../src-shared/rules/conditions.ts'
import { weekdays, type Weekday } from '../../../../src-shared/rules/periods.ts'
import { fold } from './fold.ts'
import { seasons, units, type DateWords } from './words.ts'

/** The parts of a date as they are written. */
export type Said = Partial<
  Record<'year' | 'month' | 'day' | 'season' | 'weekday' | 'number' | 'unit' | 'point', string>
>

const FIRST_MONTHS = { spring: 3, summer: 6, autumn: 9, winter: 12 }
const SMALL_NUMBERS = '一二三四五六七八九十'
const two = (number: number): string => String(number).padStart(2, '0')

/** What the parts of a date mean in a language. */
export function meanings(words: DateWords, monthNames: readonly string[][]) {
  const which = (patterns: readonly string[], text = ''): number =>
    patterns.findIndex((pattern) => new RegExp(`^(?:${fold(pattern)})$`).test(text))
  const monthOf = ({ month }: Said): number => monthNames.findIndex((names) => names.includes(month!)) + 1
  const seasonOf = ({ season }: Said) =>
    seasons[
      which(
        seasons.map((one) => words.seasons[one]),
        season,
      )
    ]!

  const daysOf = ({ weekday }: Said): Weekday[] => {
    const day = weekdays[which(words.weekdays, weekday)]
    return day ? [day] : ['saturday', 'sunday']
  }

  /** A year, a month or a day, as "2024-06-01"; undefined if there is none such. */
  function pointOf(said: Said): string | undefined {
    const { point, year, month, day } = said
    if (point) return timeOfDay(point) && point
    const text = [year, ...(month ? [two(monthOf(said))] : []), ...(day ? [two(Number(day))] : [])].join('-')
    return timeOfDay(text) && text
  }

  return {
    /** Of a whole date its weekday says nothing more. */
    at(said: Said): Taken | undefined {
      const point = pointOf(said)
      if (point === undefined) return undefined
      const day = said.day === undefined && said.weekday !== undefined && { weekdays: daysOf(said) }
      return { from: point, to: point, ...day }
    },

    everyWeekday: (said: Said): Taken => ({ weekdays: daysOf(said) }),
    weekdayOf: (said: Said, week: 'this' | 'last'): Taken => ({
      during: `${week} week`,
      weekdays: daysOf(said),
    }),
    /** The latest before today; the weekend that is over is always that of the calendar's last week. */
    lastWeekday(said: Said): Taken {
      const [day, second] = daysOf(said)
      return second ? { during: 'last week', weekdays: [day!, second] } : { during: `last ${day!}` }
    },
    /** One day, without another word, is the latest; the weekend is any. */
    someWeekday(said: Said): Taken {
      const [day, second] = daysOf(said)
      return second ? { weekdays: [day!, second] } : { during: `last ${day!}` }
    },

    season(said: Said): Taken {
      const first = FIRST_MONTHS[seasonOf(said)]
      const year = Number(said.year)
      const to = first === 12 ? `${year + 1}-02` : `${year}-${two(first + 2)}`
      return { from: `${year}-${two(first)}`, to }
    },

    /** A season or a month of this or the last year; winter is of two years, and said by itself. */
    ofYear(said: Said, year: 'this' | 'last'): Taken {
      const season = said.season === undefined ? undefined : seasonOf(said)
      if (season === 'winter') return { during: `${year} winter` }
      const first = season ? FIRST_MONTHS[season] : monthOf(said)
      return { during: `${year} year`, months: season ? [first, first + 1, first + 2] : [first] }
    },

    lastMany({ number = '', unit }: Said): Taken | undefined {
      const small = SMALL_NUMBERS.indexOf(number.replace('两', '二')) + 1
      const many = small || Number(number)
      const name =
        units[
          which(
            units.map((one) => words.units[one]),
            unit,
          )
        ]!
      return many > 0 ? { last: { [name]: many } } : undefined
    },

    /** "since 2020" includes 2020; "after 2020" begins when it is over, "before 2020" ends when it begins. */
    oneSided(said: Said, side: 'since' | 'after' | 'before' | 'until'): Taken | undefined {
      const point = pointOf(said)
      if (point === undefined) return undefined
      const { first, last } = timeOfDay(point)!
      const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10)
      if (side === 'since') return { from: point }
      if (side === 'until') return { to: point }
      return side === 'after' ? { from: isoDay(last + 1) } : { to: isoDay(first - 1) }
    },
  }
}
