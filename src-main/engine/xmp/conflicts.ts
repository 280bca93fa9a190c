import { formatTagPath } from '../../../src-shared/tagPath.ts'

/** What two sides disagree on, and what is done until somebody chooses (XMP.md section 5). */
export const conflictCodes = [
  /** rejected here, found there at the first contact: left there, not taken in */
  'REJECTED_PRESENT',
  /** rejected here, added there since: taken in */
  'REJECTED_BUT_ADDED',
  /** taken out here, written there again: left there, not taken in */
  'RETURNED',
  /** a word is gone that two tags end in: both stay on both sides */
  'AMBIGUOUS_LEAF',
  /** most tags are gone there: nothing is taken off here, nothing written back */
  'MASS_REMOVAL',
  /** a tag went and one with the same last part came: the old one stays here, the new one there */
  'RENAMED',
  /** stars, or a colour, were given here and there since the last sync: those from here stay */
  'STARS_DIFFER',
  'COLOURS_DIFFER',
] as const
export type ConflictCode = (typeof conflictCodes)[number]

export interface Conflict {
  code: ConflictCode
  /** the tag it is about, as segments; null where it is about all of them */
  tag: string[] | null
  message: string
  /** false: it was dealt with, and only worth knowing */
  open: boolean
}

/** Which side is right: "theirs" = what the sidecar says, "ours" = what Lumitag says. */
export type Choice = 'ours' | 'theirs'
/** What was chosen for a conflict; undefined while nobody has. */
export type Settle = (code: ConflictCode, tag: readonly string[] | null) => Choice | undefined

export function conflict(code: ConflictCode, tag: string[] | null, open: boolean, detail = ''): Conflict {
  const name = tag ? `"${formatTagPath(tag)}"` : ''
  const words: Record<ConflictCode, string> = {
    REJECTED_PRESENT: `${name} was rejected here and is in the sidecar.`,
    REJECTED_BUT_ADDED: `${name} was rejected here, and another program has added it: it is taken in.`,
    RETURNED: `${name} was taken out here, and another program has written it again.`,
    AMBIGUOUS_LEAF: `The word "${tag?.at(-1)}" was taken out elsewhere, and more than one tag ends in it (${detail}).`,
    MASS_REMOVAL: `${detail} tags were taken out elsewhere.`,
    RENAMED: `${name} seems to have been renamed elsewhere, to "${detail}".`,
    STARS_DIFFER: 'Stars were given here and in another program: those from here stay.',
    COLOURS_DIFFER: 'A colour was given here and in another program: the one from here stays.',
  }
  return { code, tag, message: words[code], open }
}
