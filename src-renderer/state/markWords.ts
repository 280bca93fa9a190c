import { colours, flags, type Colour, type Flag, type Marks } from '../../src-shared/marks.ts'
import type { Marking } from '../../src-shared/schemas/marks.ts'
import { listOf } from '../format.ts'
import { say } from '../words/say.svelte.ts'

/* How flags and colours are called. */

export function flagWords(flag: Flag | 'none'): string {
  return { picked: say('picked'), rejected: say('rejected'), none: say('no flag') }[flag]
}

export function colourWords(colour: Colour | 'none'): string {
  return {
    red: say('red'),
    yellow: say('yellow'),
    green: say('green'),
    blue: say('blue'),
    purple: say('purple'),
    none: say('no colour'),
  }[colour]
}

export const starWords = (stars: number): string =>
  stars === 0 ? say('no stars') : say('{stars, plural, one{# star} other{# stars}}', { stars })

/** What photos have, for those who cannot see it; empty where it is nothing. */
export const spokenMarks = ({ rating, flag, colour }: Marks): string[] => [
  ...(rating > 0 ? [starWords(rating)] : []),
  ...(flag ? [flagWords(flag)] : []),
  ...(colour ? [colourWords(colour)] : []),
]

/** What is said of photos, in words. */
export function markingWords({ rating, flag, colour }: Marking): string {
  const parts = [
    typeof rating === 'number' ? starWords(rating) : null,
    flag && flagWords(flag),
    colour && colourWords(colour),
  ].filter((part) => part !== null && part !== undefined)
  return parts.length > 0 ? listOf(parts) : say('As in the file')
}

/** To choose one from. */
export const flagChoices = (): [value: string, text: string][] =>
  ([...flags, 'none'] as const).map((flag) => [flag, flagWords(flag)])
export const colourChoices = (): [value: string, text: string][] =>
  ([...colours, 'none'] as const).map((colour) => [colour, colourWords(colour)])
