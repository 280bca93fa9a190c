import { formatTagPath } from '../../../src-shared/tagPath.ts'
import { conflict, type Conflict, type ConflictCode, type Settle } from './conflicts.ts'
import { tagKey } from './item.ts'
import type { TagLists } from './read.ts'
import { renamesAmong } from './renames.ts'
import { fateOf, isAdded } from './vanished.ts'

/** What both sides agreed on at the last sync. */
export interface Base {
  tags: string[][]
  /** the sidecar's lists as they were left */
  lists: TagLists
  /** tags of the sidecar that were left there without being taken in, and why */
  left: { code: ConflictCode; tag: string[] }[]
}

export interface Sides {
  /** tags that the sidecar is to have, by Lumitag's word */
  ours: readonly string[][]
  /** tags that were rejected here */
  rejected: readonly string[][]
  /** tags that were taken out of the sidecar here, not long ago */
  takenOut: readonly string[][]
  /** null at the first contact */
  base: Base | null
  /** the sidecar as it is */
  theirs: { tags: readonly string[][]; lists: TagLists }
}

export interface Merged {
  /** tags for the sidecar to have, in its own spelling where it has them */
  add: string[][]
  /** tags for the sidecar to lose */
  remove: string[][]
  /** tags that are new here */
  imports: string[][]
  /** tags to take off here */
  drops: string[][]
  /** tags of the base that are neither taken off here nor written back */
  held: string[][]
  /** tags that stay in the sidecar without being taken in */
  left: Base['left']
  conflicts: Conflict[]
}

/** Fewer removals at once are a user's, not an accident's. */
const MASS = 5

/** The three-way merge of XMP.md section 5. `keyOf` tells which tags are the same on both sides. */
export function mergeTags(
  { ours, rejected, takenOut, base, theirs }: Sides,
  settle: Settle,
  keyOf: KeyOf = inAnyCase,
): Merged {
  const keys = (tags: readonly string[][]): Set<string> => new Set(tags.map(keyOf))
  const merged: Merged = { add: [], remove: [], imports: [], drops: [], held: [], left: [], conflicts: [] }
  const { imports, drops, held, left, conflicts, remove } = merged
  const oursKeys = keys(ours)
  const baseKeys = keys(base?.tags ?? [])
  const rejectedKeys = keys(rejected)
  const takenOutKeys = keys(takenOut)

  function undecided(code: ConflictCode, tag: string[]): void {
    const choice = settle(code, tag)
    conflicts.push(conflict(code, tag, choice === undefined))
    if (choice === 'theirs') imports.push(tag)
    else if (choice === 'ours') remove.push(tag)
    else left.push({ code, tag })
  }

  for (const tag of theirs.tags) {
    const key = keyOf(tag)
    if (oursKeys.has(key) || baseKeys.has(key)) continue
    const before = base?.left.find((other) => keyOf(other.tag) === key)
    // a new name is paired with the old one below
    if (before && before.code !== 'RENAMED') undecided(before.code, tag)
    else if (!base) {
      if (rejectedKeys.has(key)) undecided('REJECTED_PRESENT', tag)
      else imports.push(tag)
    } else if (before || isAdded(tag, base.lists, theirs.lists)) {
      if (takenOutKeys.has(key)) undecided('RETURNED', tag)
      else {
        imports.push(tag)
        if (rejectedKeys.has(key)) conflicts.push(conflict('REJECTED_BUT_ADDED', tag, false))
      }
    }
  }

  if (base) {
    const gone = removedThere(base, theirs.lists, settle, merged, keyOf).filter((tag) =>
      oursKeys.has(keyOf(tag)),
    )
    const renames = renamesAmong(gone, imports)
    for (const { from, to } of renames) {
      const choice = settle('RENAMED', from)
      conflicts.push(conflict('RENAMED', from, choice === undefined, formatTagPath(to)))
      if (choice === 'theirs') drops.push(from)
      else {
        imports.splice(imports.indexOf(to), 1)
        if (choice === 'ours') remove.push(to)
        else {
          held.push(from)
          left.push({ code: 'RENAMED', tag: to })
        }
      }
    }
    const lost = gone.filter((tag) => !renames.some(({ from }) => from === tag))
    const isMass = lost.length >= MASS && lost.length * 2 >= base.tags.length
    const choice = isMass ? settle('MASS_REMOVAL', null) : 'theirs'
    if (isMass)
      conflicts.push(
        conflict('MASS_REMOVAL', null, choice === undefined, `${lost.length} of ${base.tags.length}`),
      )
    if (choice === 'theirs') drops.push(...lost)
    else if (choice === undefined) held.push(...lost)
    remove.push(...base.tags.filter((tag) => !oursKeys.has(keyOf(tag))), ...drops)
  }

  const notWritten = keys([...drops, ...held])
  const spelling = new Map(theirs.tags.map((tag) => [keyOf(tag), tag]))
  merged.add = [...ours.filter((tag) => !notWritten.has(keyOf(tag))), ...imports].map(
    (tag) => spelling.get(keyOf(tag)) ?? tag,
  )
  return merged
}

/** Tags of the base that another program took out. What cannot be told is held, with a conflict. */
function removedThere(
  base: Base,
  now: TagLists,
  settle: Settle,
  { held, conflicts }: Merged,
  keyOf: KeyOf,
): string[][] {
  const fates = base.tags.map((tag) => ({ tag, word: keyOf([tag.at(-1)!]), ...fateOf(tag, base.lists, now) }))
  const removed = fates.filter(({ path, everywhere }) => path || everywhere)
  const doubtful = fates.filter((fate) => fate.wordGone && !removed.includes(fate))
  for (const [word, group] of Map.groupBy(doubtful, (fate) => fate.word)) {
    // the word went with the tag whose path went
    if (removed.some((fate) => fate.word === word)) continue
    if (group.length === 1) removed.push(group[0]!)
    else {
      const choices = group.map((fate) => ({ fate, choice: settle('AMBIGUOUS_LEAF', fate.tag) }))
      const isOpen = choices.every(({ choice }) => choice === undefined)
      const names = group.map(({ tag }) => formatTagPath(tag)).join(', ')
      for (const { fate, choice } of choices) {
        conflicts.push(conflict('AMBIGUOUS_LEAF', fate.tag, isOpen, names))
        if (choice === 'theirs') removed.push(fate)
        if (isOpen) held.push(fate.tag)
      }
    }
  }
  return removed.map(({ tag }) => tag)
}

/** What makes two tags the same on both sides. */
export type KeyOf = (tag: readonly string[]) => string

const inAnyCase: KeyOf = (tag) => tagKey(tag).toLowerCase()

/** Tags that differ only in case are the same, unless the user wants to tell them apart. */
export const keyFor = ({ matchCase }: { matchCase: boolean }): KeyOf => (matchCase ? tagKey : inAnyCase)
