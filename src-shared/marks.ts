/*
 * What a person says of a photo with a key: stars, a flag, a colour. The schema library stays out of here: windows use it
 * too.
 */

import type { Marking } from './schemas/marks.ts'

export const flags = ['picked', 'rejected'] as const
export type Flag = (typeof flags)[number]

/** In the order of their keys; the last has none, but other programs write it. */
export const colours = ['red', 'yellow', 'green', 'blue', 'purple'] as const
export type Colour = (typeof colours)[number]

export interface Marks {
  /** 0 to 5 stars */
  rating: number
  flag: Flag | null
  colour: Colour | null
}

/** As numbers, for columns: 1 picked, -1 rejected, 0 none; colours from 1 on, 0 none. */
export const flagNumber = (flag: Flag | 'none'): number =>
  flag === 'picked' ? 1 : flag === 'rejected' ? -1 : 0
export const colourNumber = (colour: Colour | 'none'): number => colours.indexOf(colour as Colour) + 1
export const flagOf = (number: number): Flag | null =>
  number > 0 ? 'picked' : number < 0 ? 'rejected' : null
export const colourOf = (number: number): Colour | null => colours[number - 1] ?? null

/** All three as one number, 0 where there is nothing. */
export const packMarks = (stars: number, flag: number, colour: number): number =>
  stars | ((flag & 3) << 3) | (colour << 5)

export function unpackMarks(packed: number): Marks {
  const flag = (packed >> 3) & 3
  return { rating: packed & 7, flag: flagOf(flag === 3 ? -1 : flag), colour: colourOf(packed >> 5) }
}

/** What photos have after something was said of them; what the file says is not known here. */
export const withMarking = (marks: Marks, { rating, flag, colour }: Marking): Marks => ({
  rating: rating ?? marks.rating,
  flag: flag === 'none' ? null : (flag ?? marks.flag),
  colour: colour === 'none' ? null : (colour ?? marks.colour),
})
