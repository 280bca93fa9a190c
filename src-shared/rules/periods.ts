/** Times of the calendar that move along with today. */
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
] as const

export type Period = (typeof periods)[number]
