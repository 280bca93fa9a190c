import type { Language } from '../../../../src-shared/languages.ts'
import type { Taken } from '../../../../src-shared/rules/conditions.ts'
import { fold } from './fold.ts'
import { monthNames } from './monthNames.ts'
import { DAY, plainDate, YEAR } from './plainDates.ts'
import { meanings, type Said } from './said.ts'
import { wordEnd } from './wordEnd.ts'
import { dateWords, seasons, type DateWords } from './words.ts'

/** One way to say a date. */
interface Form {
  pattern: RegExp
  taken: (said: Said) => Taken | undefined
}

/** How dates are read in a language, from folded text. */
export interface Grammar {
  /** the first that fits is meant */
  forms: readonly Form[]
  /** what may follow a date and belong to it */
  trail: RegExp
  /** whether a word ends there */
  endsAt: (text: string, at: number) => boolean
}

/** `short`: shortened names of months count too. */
export function grammarOf(language: Language, short: boolean): Grammar {
  const words = dateWords[language]
  const months = monthNames(words.locales, short || words.unspaced === true)
  const mean = meanings(words, months)
  const filled = patternsOf(words, months.flat(), short)
  const end = words.unspaced ? '' : '(?=[,.]?(?:\\s|$))'
  const form = (text: string, taken: Form['taken']): Form => ({
    pattern: new RegExp(`^${filled(words.lead)}(?:${filled(text)})${end}`),
    taken,
  })
  const periods = (['this', 'last'] as const).flatMap((which) => {
    const { units, ofYear, periods: own } = words
    const named = (name: string): string => words[which].replaceAll('%', `(?:${name})`)
    return [
      ...(ofYear ? [form(`${ofYear[which]}(?:S|M)`, (said) => mean.ofYear(said, which))] : []),
      ...seasons.map((one) => form(named(words.seasons[one]), () => ({ during: `${which} ${one}` }))),
      form(own?.[which].week ?? named(units.weeks), () => ({ during: `${which} week` })),
      form(own?.[which].month ?? named(units.months), () => ({ during: `${which} month` })),
      form(own?.[which].year ?? named(units.years), () => ({ during: `${which} year` })),
    ]
  })
  const { everyWeekday, someWeekday, weekdayOf } = words
  const ofWeek = (which: 'this' | 'last'): Form =>
    form(weekdayOf[which], (said) => mean.weekdayOf(said, which))
  const days = [
    ofWeek('this'),
    ofWeek('last'),
    form(words.last.replaceAll('%', 'W'), mean.lastWeekday),
    form(words.this.replaceAll('%', 'W'), (said) => mean.weekdayOf(said, 'this')),
    form(`(?:W,? )?(?:${words.date})`, mean.at),
    ...(someWeekday ? [form(someWeekday, mean.someWeekday)] : []),
    form(everyWeekday, mean.everyWeekday),
  ]
  const sides = (['since', 'after', 'before', 'until'] as const).map((side) =>
    form(words[side], (said) => mean.oneSided(said, side)),
  )
  return {
    forms: [
      form(words.lastMany, mean.lastMany),
      ...sides,
      form(words.seasonOfYear, mean.season),
      ...days,
      ...periods,
      form(words.today, () => ({ during: 'today' })),
      form(words.yesterday, () => ({ during: 'yesterday' })),
      form('(?<point>[\\d.-]+)', ({ point = '' }) => plainDate(point)),
    ],
    trail: new RegExp(filled(words.trail ?? '[,.]?'), 'y'),
    endsAt: words.unspaced ? wordEnd(language) : () => true,
  }
}

/** Makes patterns of the table's texts: the parts that its capitals stand for are put in. */
function patternsOf(words: DateWords, months: readonly string[], short: boolean): (text: string) => string {
  const named = (name: keyof Said, alternatives: readonly string[]): string =>
    `(?<${name}>${alternatives.map(fold).join('|')})`
  const parts: Record<string, string> = {
    Y: named('year', [YEAR]),
    M: `${named('month', months)}${short ? '\\.?' : ''}`,
    D: named('day', ['\\d{1,2}']),
    W: named('weekday', [...words.weekdays, words.weekend]),
    S: named('season', Object.values(words.seasons)),
    N: named('number', ['\\d{1,5}', '[一二三四五六七八九十两]']),
    U: named('unit', Object.values(words.units)),
  }
  const filled = (text: string): string =>
    text
      .split(/([A-Z])/)
      .map((piece, at) => (at % 2 === 1 ? parts[piece]! : fold(piece).replaceAll(' ', '\\s+')))
      .join('')
  parts.P = `(?:${named('point', [DAY])}(?!\\d|-)|${filled(words.date)})`
  return filled
}
