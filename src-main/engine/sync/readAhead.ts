import { join } from 'node:path'
import type { SyncRequest } from '../../../src-shared/schemas/sidecar.ts'
import type { EmbeddedMetadata } from '../inference/embeddedMetadata.ts'
import type { SidecarBatch } from '../xmp/sidecar.ts'
import type { SyncDependencies } from './planPhoto.ts'

/** Photos that are looked into while a sidecar is written. */
const AHEAD = 4
/** A run may be paused for hours: what was read before is too old then. */
const FRESH_MS = 10_000

/**
 * Reads what photos have inside before their turn comes, where a sidecar will be made: another process does it while
 * this one waits for the disk. `next` is called with each photo's place in the list; `embedded` answers as ever.
 */
export function readAhead(
  photoIds: readonly number[],
  { direction, unseeded }: SyncRequest,
  batch: SidecarBatch,
  { store, embedded }: Pick<SyncDependencies, 'store' | 'embedded'>,
): { next(index: number): void; embedded: SyncDependencies['embedded'] } {
  const reads = new Map<string, { at: number; read: Promise<EmbeddedMetadata | null> }>()
  let begun = 0

  function begin(photoId: number): void {
    const row = store.photos.get(photoId)
    if (!row || store.sidecars.get(photoId) || store.tags.ofPhoto(photoId).length === 0) return
    const place = { photo: join(row.rootPath, row.path), root: row.rootPath }
    const read = batch.has(place).then((has) => (has ? null : embedded(place.photo)))
    // whoever wants it is told, and nobody else
    read.catch(() => {})
    reads.set(place.photo, { at: performance.now(), read })
  }

  return {
    next(index) {
      if (direction === 'import' || unseeded) return
      for (; begun <= index + AHEAD && begun < photoIds.length; begun++) begin(photoIds[begun]!)
    },
    async embedded(photo) {
      const ahead = reads.get(photo)
      reads.delete(photo)
      const isFresh = ahead && performance.now() - ahead.at < FRESH_MS
      return (isFresh && (await ahead.read)) || embedded(photo)
    },
  }
}
