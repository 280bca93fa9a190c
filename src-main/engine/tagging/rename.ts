import { LumitagError } from '../../../src-shared/errors.ts'
import type { Renaming, TagsChanged, TriedRenaming } from '../../../src-shared/schemas/tagging.ts'
import { isBelow, normaliseTagPath } from '../../../src-shared/tagPath.ts'
import { renameLabel } from '../labels/renameLabel.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import type { RenamedLabel } from '../store/tagSteps.ts'
import { spellingOf } from './decide.ts'
import { recordStep } from './steps.ts'

/**
 * Gives a tag, and those below it, another path on all photos, with the labels of these names. Where a photo has the new
 * tag already both become one: a decision of the user outweighs a score, else the one that was there stays.
 */
export function renameTag(renaming: Renaming, store: Store, now: () => number): TagsChanged {
  const { photos, step } = rename(renaming, store, now)
  return { photos, step }
}

/** What renaming one after the other would do: all of it is done, and undone as a whole. */
export function tryRenaming(
  renamings: readonly Renaming[],
  store: Store,
  now: () => number,
): TriedRenaming[] {
  const tried: TriedRenaming[] = []
  try {
    store.transaction(() => {
      for (const renaming of renamings) {
        const { photos, joined, labels } = rename(renaming, store, now)
        const { from, to } = renaming
        tried.push({ from, to, photos, joined, labels: labels.map(({ from, to }) => ({ from, to })) })
      }
      throw new OnlyTried()
    })
  } catch (error) {
    if (!(error instanceof OnlyTried)) throw error
  }
  return tried
}

class OnlyTried extends Error {}

interface Renamed extends TagsChanged {
  /** photos that had both */
  joined: number
  labels: RenamedLabel[]
}

function rename({ from, to }: Renaming, store: Store, now: () => number): Renamed {
  const old = normaliseTagPath(from)
  const typed = normaliseTagPath(to)
  const isSame = typed.toLocaleLowerCase() === old.toLocaleLowerCase()
  const name = isSame ? typed : spellingOf(typed, store)
  if (name === old) return { photos: 0, step: null, joined: 0, labels: [] }
  if (isBelow(name, old))
    throw new LumitagError('BAD_INPUT', `“${old}” cannot go below itself. Choose another place for it.`)
  const renamed = (path: string): string => name + path.slice(old.length)
  const rows = store.tags.matching({ path: old })
  const labels = labelsUnder(old, renamed, store)
  if (rows.length === 0 && labels.length === 0)
    throw new LumitagError('NOT_FOUND', `No photo has the tag “${old}”.`)
  const joined = new Set<number>()
  const changed = recordStep(store, now, `${old} is now ${name}`, (set) => {
    for (const row of rows) {
      const { photoId } = row
      const path = renamed(row.path)
      const there = store.tags.get(photoId, path)
      if (there) joined.add(photoId)
      set(photoId, row.path, null)
      if (!there || weightOf(row) > weightOf(there))
        set(photoId, path, { ...row, path, labelId: labelOf(row, path, labels, store) })
    }
    for (const { id, to } of labels) renameLabel(store, id, to)
    return labels
  })
  return { ...changed, joined: joined.size, labels }
}

/** Labels that follow. BAD_INPUT if another label has one's new name. */
function labelsUnder(old: string, renamed: (path: string) => string, store: Store): RenamedLabel[] {
  const labels = store.labels
    .all()
    .filter(({ name }) => name === old || isBelow(name, old))
    .map(({ id, name }) => ({ id, from: name, to: renamed(name) }))
  const moving = new Set(labels.map(({ id }) => id))
  for (const { from, to } of labels) {
    const other = store.labels.named(to)
    if (other && !moving.has(other.id))
      throw new LumitagError(
        'BAD_INPUT',
        `“${from}” and “${other.name}” are both labels. Add the words of one to the other, delete the first, then rename its tag.`,
      )
  }
  return labels
}

const labelOf = (row: TagRow, path: string, labels: readonly RenamedLabel[], store: Store): number | null =>
  labels.some(({ id }) => id === row.labelId) ? row.labelId : (store.labels.named(path)?.id ?? null)

const weightOf = ({ state }: TagRow): number => (state === 'automatic' ? 0 : 1)
