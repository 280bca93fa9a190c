import { posix } from 'node:path'
import { nameTime } from '../media/metadata/nameTime.ts'
import type { Database } from './open.ts'

/** Puts a photo where its capture time, else its name, else its file says. */
export function setTime(db: Database, id: number): void {
  const photo = db.get<{ path: string; takenAt: string | null }>(
    `SELECT p.path, c.taken_at AS takenAt FROM photos p LEFT JOIN contents c ON c.id = p.content_id WHERE p.id = ?`,
    id,
  )
  if (!photo) return
  const namedAt = nameTime(posix.basename(photo.path))
  db.run(
    'UPDATE photos SET named_at = ?, time = coalesce(?, ?, modified_at) WHERE id = ?',
    namedAt,
    photo.takenAt === null ? null : Date.parse(`${photo.takenAt}Z`),
    namedAt,
    id,
  )
}
