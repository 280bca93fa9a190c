import type { SidecarChange, SidecarPreview, SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { SidecarBatch } from '../xmp/sidecar.ts'
import { describeSync, refusal } from './describe.ts'
import { unsettledPhotos } from './settled.ts'
import { planPhoto, type SyncDependencies } from './planPhoto.ts'

/** A dry run: what a sync would do, and what would be refused and why. At most `most` changes are listed. */
export async function previewSync(
  photoIds: readonly number[],
  request: SyncRequest,
  most: number,
  batch: SidecarBatch,
  dependencies: SyncDependencies,
): Promise<SidecarPreview> {
  const counts = { create: 0, change: 0, delete: 0, unchanged: 0, refuse: 0 }
  const sums = { imported: 0, dropped: 0, marks: 0, conflicts: 0 }
  const urgent: SidecarChange[] = []
  const others: SidecarChange[] = []
  function note(change: SidecarChange | null): void {
    if (!change) return void counts.unchanged++
    if (change.action !== 'none') counts[change.action]++
    const open = change.conflicts.filter((conflict) => conflict.open).length
    sums.imported += change.imported.length
    sums.dropped += change.dropped.length
    if (change.marks?.taken.length) sums.marks++
    sums.conflicts += open
    const list = open > 0 || change.action === 'refuse' ? urgent : others
    if (list.length < most) list.push(change)
  }
  for await (const { open, settled } of unsettledPhotos(photoIds, batch, dependencies)) {
    counts.unchanged += settled
    for (const photoId of open) note(await changeOf(photoId, request, batch, dependencies))
  }
  const { unchanged } = counts
  return {
    ...counts,
    ...sums,
    changes: [...urgent, ...others].slice(0, most),
    changed: photoIds.length - unchanged,
  }
}

/** What a sync would do to one photo; null where it would do nothing. */
export async function changeOf(
  photoId: number,
  request: SyncRequest,
  batch: SidecarBatch,
  dependencies: SyncDependencies,
): Promise<SidecarChange | null> {
  try {
    const sync = await planPhoto(photoId, request, batch, dependencies)
    return sync && describeSync(sync)
  } catch (error) {
    return refusal(photoId, error, dependencies.store)
  }
}
