import type { Marking } from '../../../src-shared/schemas/marks.ts'

/** What steps are called, whole, so that the window can find them again (words/sentences.ts). */
const FLAG_TITLES = { picked: 'Flag: picked', rejected: 'Flag: rejected', none: 'Flag: none' } as const
const COLOUR_TITLES = {
  red: 'Colour: red',
  yellow: 'Colour: yellow',
  green: 'Colour: green',
  blue: 'Colour: blue',
  purple: 'Colour: purple',
  none: 'Colour: none',
} as const

export function markTitles({ rating, flag, colour }: Marking): string[] {
  const parts = [
    rating !== undefined && (rating === null ? 'Stars: as in the file' : `Stars: ${rating}`),
    flag !== undefined && (flag === null ? 'Flag: as in the file' : FLAG_TITLES[flag]),
    colour !== undefined && (colour === null ? 'Colour: as in the file' : COLOUR_TITLES[colour]),
  ]
  return parts.filter((part) => part !== false)
}
