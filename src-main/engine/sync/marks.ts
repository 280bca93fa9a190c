import type { MarkRow } from '../store/marks.ts'
import type { AgreedMarks } from '../store/sidecars.ts'
import { conflict, type Conflict, type Settle } from '../xmp/conflicts.ts'
import type { SidecarMarks } from '../xmp/marks.ts'

export interface MarkSides {
  /** here: the user's word, and what other programs said in the sidecar last */
  here: MarkRow
  /** what the photo itself says */
  inside: SidecarMarks
  /** null at the first contact */
  agreed: AgreedMarks | null
  /** the sidecar as it is; null where there is none, or it is not known */
  there: SidecarMarks | null
}

export interface MergedMarks {
  /** what holds here from now on */
  here: MarkRow
  /** for the sidecar to say; what is right there already is left out */
  write: Partial<SidecarMarks>
  conflicts: Conflict[]
}

const NAMES = ['rating', 'colour'] as const
const CODES = { rating: 'STARS_DIFFER', colour: 'COLOURS_DIFFER' } as const

/**
 * The three-way merge of stars and colours. What only another program changed since the last sync is taken in, over an older
 * word of the user's; where both did, the user's stays. Stars and the flag are one number in a sidecar.
 */
export function mergeMarks({ here, inside, agreed, there }: MarkSides, settle: Settle): MergedMarks {
  const mine = saidOf(here, inside)
  const merged = { ...here }
  const conflicts: Conflict[] = []
  for (const name of NAMES) {
    const now = there?.[name] ?? null
    const isTheirs = there !== null && now !== (agreed?.sidecar[name] ?? null)
    if (!isTheirs) continue
    if (name === 'rating') merged.sidecarRating = now
    else merged.sidecarColour = now
    const isOurs = mine[name] !== null && mine[name] !== agreed?.said[name]
    const choice = isOurs && mine[name] !== now ? settle(CODES[name], null) : undefined
    if (!isOurs || choice === 'theirs') takeIn(merged, name, now)
    else if (mine[name] !== now) conflicts.push(conflict(CODES[name], null, false))
  }
  return { here: merged, write: wordsFor(merged, inside, there), conflicts }
}

/** The user's word gives way; of flags only what a sidecar can say. */
function takeIn(here: MarkRow, name: keyof SidecarMarks, now: number | null): void {
  if (name === 'colour') here.colour = null
  else if ((now ?? 0) < 0) here.flag = null
  else {
    here.rating = null
    if ((here.flag ?? 0) < 0) here.flag = null
  }
}

/** What the user's word comes to in a sidecar; null: the user says nothing. A pick has no place there. */
export function saidOf(here: MarkRow, inside: SidecarMarks): SidecarMarks {
  const below = here.sidecarRating ?? inside.rating ?? 0
  const isRejected = (here.flag ?? Math.min(below, 0)) < 0
  const saysSo = here.rating !== null || here.flag === -1 || (here.flag !== null && below < 0)
  return {
    rating: saysSo ? (isRejected ? -1 : (here.rating ?? Math.max(below, 0))) : null,
    colour: here.colour,
  }
}

/**
 * What is to be written. Where the user takes a word back, the sidecar says again what it said before; a new one has what
 * the photo says.
 */
function wordsFor(here: MarkRow, inside: SidecarMarks, there: SidecarMarks | null): Partial<SidecarMarks> {
  const said = saidOf(here, inside)
  const wanted = { rating: said.rating ?? here.sidecarRating, colour: said.colour ?? here.sidecarColour }
  const write: Partial<SidecarMarks> = {}
  for (const name of NAMES) {
    const now = (there ?? inside)[name]
    // no stars can be said, where the photo has some; no colour is no label
    const isNone = !wanted[name] && !now && (name === 'colour' || !inside.rating)
    // without a sidecar, nothing is to be taken out of it
    if (wanted[name] === now || isNone) continue
    // without a sidecar, nothing is to be taken out of it
    if (there || wanted[name] !== null) write[name] = wanted[name]
  }
  return write
}

/** What is seen of them: 0 where there is nothing. */
export function shownMarks(
  here: MarkRow,
  inside: SidecarMarks,
): Record<'rating' | 'flag' | 'colour', number> {
  const below = here.sidecarRating ?? inside.rating ?? 0
  return {
    rating: here.rating ?? Math.max(below, 0),
    flag: here.flag ?? Math.min(below, 0),
    colour: here.colour ?? here.sidecarColour ?? inside.colour ?? 0,
  }
}
