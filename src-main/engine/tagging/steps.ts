import { LumitagError } from '../../../src-shared/errors.ts'
import type { TagsChanged, TagStep, UndoneStep } from '../../../src-shared/schemas/tagging.ts'
import { renameLabel } from '../labels/renameLabel.ts'
import type { Store } from '../store/store.ts'
import { isAsRemembered, type TagRow } from '../store/tags.ts'
import type { RenamedLabel, TagChange, TagStepRow } from '../store/tagSteps.ts'
import type { AutomaticTags } from './automatic.ts'

/** Sets what is decided about a tag on a photo; null: nothing. */
export type SetTag = (photoId: number, path: string, after: TagRow | null) => void

/** Changes tags as one step that can be taken back: all of it, or nothing. */
export function recordStep(
  store: Store,
  now: () => number,
  title: string,
  work: (set: SetTag) => RenamedLabel[] | void,
): TagsChanged {
  return store.transaction(() => {
    const changes = new Map<string, TagChange>()
    const labels = work((photoId, path, after) => {
      const key = `${photoId} ${path}`
      const before = changes.get(key)?.before ?? store.tags.get(photoId, path) ?? null
      changes.set(key, { photoId, path, before, after })
      write(store, photoId, path, after)
    })
    const changed = [...changes.values()].filter(({ before, after }) => !same(before, after))
    const step =
      changed.length > 0 || labels?.length
        ? store.tagSteps.add({ title, at: now(), labels: labels ?? [] }, changed)
        : null
    return { step, photos: new Set(changed.map(({ photoId }) => photoId)).size }
  })
}

/**
 * Takes a step back, by default the newest; null if there is none. What was decided otherwise since stays. A score may have
 * spoken since: that is no decision, and gives way.
 */
export async function undoStep(
  id: number | undefined,
  store: Store,
  automatic: AutomaticTags,
  now: () => number,
): Promise<UndoneStep | null> {
  const step = id === undefined ? store.tagSteps.latest() : store.tagSteps.get(id)
  if (!step) {
    if (id === undefined) return null
    throw new LumitagError('NOT_FOUND', 'This change is not remembered any more.')
  }
  if (step.undoneAt !== null) throw new LumitagError('BAD_INPUT', `“${step.title}” was taken back already.`)
  const changes = store.tagSteps.changes(step.id)
  const marks = store.tagSteps.marks(step.id)
  let skipped = 0
  store.transaction(() => {
    for (const { id, from, to } of step.labels.toReversed()) {
      const other = store.labels.named(from)
      if (store.labels.get(id)?.name !== to) continue
      if (other && other.id !== id) skipped++
      else renameLabel(store, id, from)
    }
    for (const { photoId, path, before, after } of changes) {
      const present = store.tags.get(photoId, path) ?? null
      if (same(present, after) || isScores(present, after))
        write(store, photoId, path, revived(store, before))
      else skipped++
    }
    for (const { photoId, mark, before, after } of marks)
      if (store.marks.get(photoId)[mark] === after) store.marks.set(photoId, mark, before)
      else skipped++
    store.tagSteps.undone(step.id, now())
  })
  const photosOf = (changed: readonly { photoId: number }[]): number[] => [
    ...new Set(changed.map(({ photoId }) => photoId)),
  ]
  // where nothing had been decided, the score speaks again
  await automatic.applyContents(
    photosOf(changes).flatMap((photoId) => store.photos.get(photoId)?.contentId ?? []),
  )
  // and labels follow that had learnt from it
  const isMark = (row: TagRow | null): boolean => row?.state === 'accepted' || row?.state === 'rejected'
  const marked = changes.filter(({ before, after }) => isMark(before) || isMark(after))
  for (const path of new Set(marked.map((change) => change.path))) {
    const label = store.labels.named(path)
    if (label?.learns) await automatic.applyLabel(label)
  }
  return {
    step: describeStep({ ...step, undoneAt: now() }),
    photoIds: photosOf([...changes, ...marks]),
    paths: [...new Set(changes.map(({ path }) => path))],
    skipped,
  }
}

export function describeStep({ id, title, photos, at, undoneAt }: TagStepRow): TagStep {
  return { id, title, photos, at: new Date(at).toISOString(), undone: undoneAt !== null }
}

function write(store: Store, photoId: number, path: string, after: TagRow | null): void {
  if (after) store.tags.put(after)
  else store.tags.remove(photoId, path)
}

/** Whether it is the same decision: which label has the name is none, and that label may have gone or come. */
const same = (a: TagRow | null, b: TagRow | null): boolean =>
  isAsRemembered(a && { ...a, labelId: null }, b && { ...b, labelId: null })

/** Whether only scores had a say since a step left nothing, or something automatic. */
const isScores = (present: TagRow | null, after: TagRow | null): boolean =>
  (present === null || present.state === 'automatic') && (after === null || after.state === 'automatic')

/** A decision as it can be written again: its label may be gone, or have come since. What a label said goes with it. */
function revived(store: Store, row: TagRow | null): TagRow | null {
  if (!row) return null
  const labelId = store.labels.named(row.path)?.id ?? null
  return row.state === 'automatic' && labelId === null ? null : { ...row, labelId }
}
