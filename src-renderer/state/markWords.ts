import { colours, flags, type Colour, type Flag } from '../../src-shared/marks.ts'
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

/** To choose one from. */
export const flagChoices = (): [value: string, text: string][] =>
  ([...flags, 'none'] as const).map((flag) => [flag, flagWords(flag)])
export const colourChoices = (): [value: string, text: string][] =>
  ([...colours, 'none'] as const).map((colour) => [colour, colourWords(colour)])
