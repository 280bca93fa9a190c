import { timeOfDay } from '../../../src-shared/days.ts'
import type { Taken } from '../../../src-shared/rules/conditions.ts'
import { periods, type Period } from '../../../src-shared/rules/periods.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH =
  /^(jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)$/
const SEASONS: Record<string, [first: number, last: number]> = {
  ...{ spring: [3, 5], summer: [6, 8], autumn: [9, 11], fall: [9, 11], winter: [12, 14] },
}
const YEAR = /^(1[89]|20|21)\d\d$/
const DAY = /^(1[89]|20|21)\d\d(-\d\d){0,2}$/
const LEADS = new Set(['in', 'on', 'from', 'during'])

/** How much of some words is a date, and which; undefined where they do not begin with one. */
export function dateIn(words: readonly string[]): { taken: Taken; words: number } | undefined {
  const some = words.map((word) => word.toLowerCase().replace(/[,.]$/, ''))
  const [first = '', second = ''] = some
  if (LEADS.has(first)) {
    const inner = dateIn(words.slice(1))
    return inner && { taken: inner.taken, words: inner.words + 1 }
  }
  if (['since', 'after', 'before', 'until'].includes(first) && DAY.test(second) && timeOfDay(second))
    return { taken: oneSided(first, second), words: 2 }
  return phrase(some) ?? plain(first)
}

/** "2024", "2024-06-01", "2024..2025", "2024-03..": a value that stands alone. */
export function plain(text: string): { taken: Taken; words: 1 } | undefined {
  if (DAY.test(text) && timeOfDay(text)) return { taken: { from: text, to: text }, words: 1 }
  const [from, to, ...others] = text.split('..')
  if (from === undefined || to === undefined || others.length > 0 || (from === '' && to === ''))
    return undefined
  if ([from, to].some((day) => day !== '' && (!DAY.test(day) || !timeOfDay(day)))) return undefined
  return { taken: { ...(from ? { from } : {}), ...(to ? { to } : {}) }, words: 1 }
}

/** Looks like a date and is none: "2024-13". */
export const isNoDate = (text: string): boolean => /^\d{4}-\d\d(-\d\d)?$/.test(text) && !timeOfDay(text)

function phrase([first = '', second = '', third = '']: readonly string[]):
  { taken: Taken; words: number } | undefined {
  const period = (second === 'fall' ? `${first} autumn` : `${first} ${second}`) as Period
  if (periods.includes(period)) return { taken: { during: period }, words: 2 }
  if (first === 'today' || first === 'yesterday') return { taken: { during: first }, words: 1 }
  if ((first === 'last' || first === 'past') && /^\d{1,5}$/.test(second)) {
    const unit = (['days', 'weeks', 'months', 'years'] as const).find(
      (one) => one === third || one === `${third}s`,
    )
    if (unit && Number(second) > 0) return { taken: { last: { [unit]: Number(second) } }, words: 3 }
  }
  if (!YEAR.test(second)) return undefined
  if (MONTH.test(first)) {
    const month = `${second}-${String(MONTHS.indexOf(first.slice(0, 3)) + 1).padStart(2, '0')}`
    return { taken: { from: month, to: month }, words: 2 }
  }
  const season = SEASONS[first]
  if (!season) return undefined
  const monthOf = (number: number): string =>
    `${Number(second) + Math.floor((number - 1) / 12)}-${String(((number - 1) % 12) + 1).padStart(2, '0')}`
  return { taken: { from: monthOf(season[0]), to: monthOf(season[1]) }, words: 2 }
}

/** "since 2020" includes 2020; "after 2020" begins when it is over, "before 2020" ends when it begins. */
function oneSided(word: string, day: string): Taken {
  const { first, last } = timeOfDay(day)!
  const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10)
  if (word === 'since') return { from: day }
  if (word === 'until') return { to: day }
  return word === 'after' ? { from: isoDay(last + 1) } : { to: isoDay(first - 1) }
}
