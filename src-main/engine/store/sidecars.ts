import type { Database } from './open.ts'

/** Days for which a tag that was taken out here is not taken in again (XMP.md section 5, RETURNED). */
const REMEMBERED_MS = 90 * 24 * 60 * 60 * 1000

/** What this program and a sidecar agreed on at the last sync. */
export interface SidecarRow {
  photoId: number
  path: string
  sha256: string
  bytes: number
  modifiedAt: number
  tags: string[]
  /** items per property, as they were left */
  lists: Record<string, string[]>
  /** tags that stay there without being taken in */
  leftThere: { code: string; path: string }[]
  /** a conflict waits for a choice */
  open: boolean
  /** this program made the file, and nobody else's data began it */
  made: boolean
  writtenAt: number
  /** stars and colours: what the sidecar says, and what the user said; null: it was not looked at */
  marks: AgreedMarks | null
}

/** What both sides said of a photo's stars and colour at the last sync; null: nothing. */
export interface AgreedMarks {
  sidecar: MarkPair
  said: MarkPair
}

/** -1 to 5; a colour's number */
interface MarkPair {
  rating: number | null
  colour: number | null
}

export interface Sidecars {
  get(photoId: number): SidecarRow | undefined
  ofPhotos(photoIds: readonly number[]): Map<number, SidecarRow>
  put(sidecar: SidecarRow): void
  remove(photoId: number): void
  /** Forgets how the files looked, so that each is read again: what is to be written has changed for all. */
  doubtAll(): void
  /** Tags that were taken out of a photo's sidecar here in the last 90 days. */
  takenOut(photoId: number, now: number): string[]
  addTakenOut(photoId: number, path: string, now: number): void
  forgetTakenOut(photoId: number, path: string): void
}

type Raw = Omit<SidecarRow, 'tags' | 'lists' | 'leftThere' | 'open' | 'made' | 'marks'> & {
  tags: string
  lists: string
  leftThere: string
  open: number
  made: number
  marks: string | null
}

const COLUMNS = `photo_id AS photoId, path, sha256, bytes, modified_at AS modifiedAt, tags, lists, left_there AS leftThere, open, made,
  written_at AS writtenAt, marks`

const parsed = (row: Raw): SidecarRow => ({
  ...row,
  tags: JSON.parse(row.tags) as string[],
  lists: JSON.parse(row.lists) as SidecarRow['lists'],
  leftThere: JSON.parse(row.leftThere) as SidecarRow['leftThere'],
  open: row.open === 1,
  made: row.made === 1,
  marks: row.marks === null ? null : (JSON.parse(row.marks) as AgreedMarks),
})

export function sidecars(db: Database): Sidecars {
  return {
    get(photoId) {
      const row = db.get<Raw>(`SELECT ${COLUMNS} FROM sidecars WHERE photo_id = ?`, photoId)
      return row && parsed(row)
    },
    ofPhotos: (photoIds) =>
      new Map(
        db
          .all<Raw>(
            `SELECT ${COLUMNS} FROM sidecars WHERE photo_id IN (SELECT value FROM json_each(?))`,
            JSON.stringify(photoIds),
          )
          .map((row) => [row.photoId, parsed(row)]),
      ),
    put: (sidecar) =>
      void db.run(
        `INSERT OR REPLACE INTO sidecars (photo_id, path, sha256, bytes, modified_at, tags, lists, left_there, open, made, written_at, marks)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        sidecar.photoId,
        sidecar.path,
        sidecar.sha256,
        sidecar.bytes,
        sidecar.modifiedAt,
        JSON.stringify(sidecar.tags),
        JSON.stringify(sidecar.lists),
        JSON.stringify(sidecar.leftThere),
        sidecar.open ? 1 : 0,
        sidecar.made ? 1 : 0,
        sidecar.writtenAt,
        sidecar.marks ? JSON.stringify(sidecar.marks) : null,
      ),
    remove: (photoId) => void db.run('DELETE FROM sidecars WHERE photo_id = ?', photoId),
    doubtAll: () => void db.run('UPDATE sidecars SET modified_at = 0'),
    takenOut: (photoId, now) =>
      db
        .all<{ path: string }>(
          'SELECT path FROM taken_out WHERE photo_id = ? AND at > ?',
          photoId,
          now - REMEMBERED_MS,
        )
        .map(({ path }) => path),
    addTakenOut: (photoId, path, now) =>
      void db.run(
        'INSERT OR REPLACE INTO taken_out (photo_id, path, at) VALUES (?, ?, ?)',
        photoId,
        path,
        now,
      ),
    forgetTakenOut: (photoId, path) =>
      void db.run('DELETE FROM taken_out WHERE photo_id = ? AND path = ?', photoId, path),
  }
}
