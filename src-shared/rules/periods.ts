/** A week begins on Monday. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

/** Times of the calendar that move along with today; "last friday" is the latest before today. */
export const periods = [
  'today',
  'yesterday',
  'this week',
  'last week',
  'this month',
  'last month',
  'this year',
  'last year',
  'this spring',
  'last spring',
  'this summer',
  'last summer',
  'this autumn',
  'last autumn',
  'this winter',
  'last winter',
  ...weekdays.map((day) => `last ${day}` as const),
] as const

export type Weekday = (typeof weekdays)[number]
export type Period = (typeof periods)[number]
