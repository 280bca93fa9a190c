import type { PresentRow } from '../store/photos.ts'
import type { Store } from '../store/store.ts'

export interface PresentPhotos {
  /** in display order: newest first */
  rows: readonly PresentRow[]
  byId: ReadonlyMap<number, PresentRow>
  /** photos of each content: copies share one embedding */
  byContent: ReadonlyMap<number, readonly PresentRow[]>
}

/** The photos that are there, in memory; read again after `changed()`. */
export function presentPhotos(store: Store): { get(): PresentPhotos; changed(): void } {
  let cached: PresentPhotos | undefined
  return {
    get: () => (cached ??= read(store)),
    changed: () => (cached = undefined),
  }
}

function read(store: Store): PresentPhotos {
  const rows = store.photos.present()
  const byContent = new Map<number, PresentRow[]>()
  for (const row of rows) {
    if (row.contentId === null) continue
    const same = byContent.get(row.contentId)
    if (same) same.push(row)
    else byContent.set(row.contentId, [row])
  }
  return { rows, byId: new Map(rows.map((row) => [row.id, row])), byContent }
}
