import type { Database } from './open.ts'
import { watch } from './watch.ts'

/** Which photos have a sidecar that this program knows, by photo id (1 = has one), kept in step with the database. */
export function withSidecar(db: Database): () => Uint8Array {
  let known: Uint8Array | undefined
  const set = (photoId: number, has: boolean): void => {
    if (!known) return
    if (photoId >= known.length) {
      const longer = new Uint8Array(Math.max(1024, photoId * 1.25))
      longer.set(known)
      known = longer
    }
    known[photoId] = has ? 1 : 0
  }
  watch(db, 'sidecars', ['photo_id'], (isThere, photoId) => set(Number(photoId), isThere))
  db.onRollback(() => (known = undefined))
  return () => {
    if (known) return known
    known = new Uint8Array()
    for (const [photoId] of db.rows<[number]>('SELECT photo_id FROM sidecars ORDER BY photo_id DESC'))
      set(photoId, true)
    return known
  }
}
