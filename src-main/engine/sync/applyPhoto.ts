import { createHash } from 'node:crypto'
import type { SidecarChange, SyncDirection } from '../../../src-shared/schemas/sidecar.ts'
import { formatTagPath, parseTagPath } from '../../../src-shared/tagPath.ts'
import type { MarkRow } from '../store/marks.ts'
import type { SidecarRow } from '../store/sidecars.ts'
import type { TagRow } from '../store/tags.ts'
import type { Journal } from '../xmp/journal.ts'
import { keyFor } from '../xmp/merge.ts'
import { AUTO_TAGS } from '../xmp/provenance.ts'
import type { SidecarBatch, SidecarPlan, WrittenSidecar } from '../xmp/sidecar.ts'
import { keepItems } from '../xmp/vanished.ts'
import { describeSync } from './describe.ts'
import { saidOf } from './marks.ts'
import { pathsOf, type PhotoSync, type SyncDependencies } from './planPhoto.ts'

/** What is needed to take back what a sync did here, and to tell it. */
export interface UndoState {
  base: SidecarRow | null
  /** each tag that was changed, before and after; null: not there */
  tags: { path: string; before: TagRow | null; after: TagRow | null }[]
  /** stars, flag and colour, where they were changed */
  marks?: { before: MarkRow; after: MarkRow }
  /** as the report shows it; runs of earlier versions have none */
  change?: SidecarChange | null
}

/**
 * Writes the sidecar if it changes, takes in and off what the merge says, and remembers what both sides agree on. Answers
 * what was done, which is not what was planned where another program changed the sidecar meanwhile; null: nothing.
 */
export async function applyPhoto(
  sync: PhotoSync,
  direction: SyncDirection,
  batch: SidecarBatch,
  journal: { note(entry: Parameters<Journal<UndoState>['append']>[1]): Promise<void> },
  dependencies: SyncDependencies,
): Promise<SidecarChange | null> {
  const { store } = dependencies
  const { photoId } = sync
  let current = sync
  let changes: UndoState['tags'] = []
  let change: SidecarChange | null = null
  async function note(plan: SidecarPlan): Promise<void> {
    current = { ...sync, plan }
    changes = tagChanges(current, dependencies)
    change = describeSync(current)
    const { path, before, after } = plan
    const file = isWritten(plan)
      ? { path, before: before?.bytes ?? null, after: after ? hashOf(after) : null }
      : null
    if (!change) return
    const marks = change.marks && { before: sync.known.here, after: sync.marks().here }
    const state = { base: sync.base ?? null, tags: changes, ...(marks && { marks }), change }
    await journal.note({ photoId, file, state })
  }
  const written = await batch.write(sync.plan, note)
  store.transaction(() => {
    for (const { path, after } of changes)
      if (after) store.tags.put(after)
      else store.tags.remove(photoId, path)
    store.marks.put(photoId, current.marks().here)
    remember(current, written === 'deleted' ? null : written, direction, dependencies)
  })
  return change
}

const isWritten = ({ action, after }: SidecarPlan): boolean => after !== null || action === 'delete'
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Tags that come in enter as imported; those that were taken out elsewhere go, and a label may not set them again. */
function tagChanges(
  { photoId, tags, merged }: PhotoSync,
  { store, settings, now }: SyncDependencies,
): UndoState['tags'] {
  const keyOf = keyFor(settings())
  const { imports, drops } = merged()
  const before = (path: string): TagRow | null => tags.find((tag) => tag.path === path) ?? null
  const fromSidecar = {
    photoId,
    source: 'sidecar',
    file: 'sidecar',
    model: null,
    promptHash: null,
    score: null,
    threshold: null,
    calibrated: null,
    at: now(),
  } as const
  const taken = pathsOf(imports).map((path) => {
    const labelId = store.labels.named(path)?.id ?? null
    const after: TagRow = { ...fromSidecar, path, labelId, state: 'imported' }
    return { path, before: before(path), after }
  })
  const dropped = pathsOf(drops).map((drop) => {
    const had = tags.find(({ path }) => keyOf(parseTagPath(path)) === keyOf(parseTagPath(drop)))
    const path = had?.path ?? drop
    const labelId = store.labels.named(path)?.id ?? null
    const after: TagRow | null =
      labelId === null ? null : { ...fromSidecar, path, labelId, state: 'rejected' }
    return { path, before: had ?? null, after }
  })
  return [...taken, ...dropped]
}

/** The base of the next merge: what is on both sides now, and what still waits. */
function remember(
  { photoId, base, plan, merged, known, marks }: PhotoSync,
  written: WrittenSidecar | null,
  direction: SyncDirection,
  { store, settings, read, now }: SyncDependencies,
): void {
  const { held, left, conflicts, remove } = merged()
  if (!written) {
    if (base) store.sidecars.remove(photoId)
    return
  }
  const current = settings()
  const { automatic, people, provenance: withProvenance } = current
  const keyOf = keyFor(current)
  const here = store.tags
    .ofPhoto(photoId)
    .filter(({ state }) => state !== 'rejected' && (automatic || state !== 'automatic'))
  const paths = [...here.map(({ path }) => path), ...(base?.tags ?? [])].map(parseTagPath)
  const content = plan.after ?? plan.before!.bytes
  const { tags, lists, provenance, marks: sidecar } = read(content, paths, { people })
  const ours = direction === 'import' ? base?.lists[AUTO_TAGS.key] : withProvenance ? provenance : undefined
  const there = new Set(tags.map(keyOf))
  for (const tag of held) there.add(keyOf(tag))
  const both = here.filter(({ path }) => there.has(keyOf(parseTagPath(path))))
  // an import leaves in the sidecar what the next export will take out
  const waiting = direction === 'import' ? pathsOf(remove.filter((tag) => there.has(keyOf(tag)))) : []
  const agreed = [...new Set([...both.map(({ path }) => path), ...waiting])]
  store.sidecars.put({
    photoId,
    path: written.path,
    sha256: written.sha256,
    bytes: written.size,
    modifiedAt: written.mtimeMs,
    tags: agreed,
    lists: { ...keepItems(lists, base?.lists ?? {}, held), ...(ours?.length && { [AUTO_TAGS.key]: ours }) },
    leftThere: left.map(({ code, tag }) => ({ code, path: formatTagPath(tag) })),
    open: conflicts.some(({ open }) => open),
    made: plan.action === 'create' || (base?.made ?? false),
    writtenAt: now(),
    marks: { sidecar, said: saidOf(marks().here, known.inside) },
  })
  if (direction === 'import') return
  for (const path of pathsOf(remove)) store.sidecars.addTakenOut(photoId, path, now())
  for (const { path } of here) store.sidecars.forgetTakenOut(photoId, path)
}
