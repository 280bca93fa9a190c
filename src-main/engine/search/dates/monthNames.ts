import { fold } from './fold.ts'

/** The names of the twelve months, folded, as patterns: "mai"; with `short` "sept\.?" too. */
export function monthNames(locales: readonly string[], short: boolean): string[][] {
  const lengths = short ? (['long', 'short'] as const) : (['long'] as const)
  const formats = locales.flatMap((locale) =>
    lengths.map((month) => new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' })),
  )
  return Array.from({ length: 12 }, (_, month) => [
    ...new Set(formats.map((format) => fold(format.format(Date.UTC(2020, month, 15))))),
  ])
}
