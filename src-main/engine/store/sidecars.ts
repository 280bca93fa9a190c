import type { Database } from './open.ts'

/** What this program and a sidecar agreed on when it was last written. */
export interface SidecarRow {
  photoId: number
  path: string
  sha256: string
  bytes: number
  modifiedAt: number
  tags: string[]
  writtenAt: number
}

export interface Sidecars {
  get(photoId: number): SidecarRow | undefined
  put(sidecar: SidecarRow): void
}

export function sidecars(db: Database): Sidecars {
  return {
    get(photoId) {
      const row = db.get<Omit<SidecarRow, 'tags'> & { tags: string }>(
        `SELECT photo_id AS photoId, path, sha256, bytes, modified_at AS modifiedAt, tags, written_at AS writtenAt
         FROM sidecars WHERE photo_id = ?`,
        photoId,
      )
      return row && { ...row, tags: JSON.parse(row.tags) as string[] }
    },
    put: (sidecar) =>
      void db.run(
        `INSERT OR REPLACE INTO sidecars (photo_id, path, sha256, bytes, modified_at, tags, written_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
        sidecar.photoId,
        sidecar.path,
        sidecar.sha256,
        sidecar.bytes,
        sidecar.modifiedAt,
        JSON.stringify(sidecar.tags),
        sidecar.writtenAt,
      ),
  }
}
