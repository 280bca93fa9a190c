import type { MarkName } from '../../../src-shared/schemas/marks.ts'
import type { Database } from './open.ts'

/** What the user says of a photo, as numbers (src-shared/marks.ts); null: what the file says. */
export type MarkValues = Record<MarkName, number | null>

export interface Marks {
  get(photoId: number): MarkValues
  set(photoId: number, mark: MarkName, value: number | null): void
}

const NONE: MarkValues = { rating: null, flag: null, colour: null }

export function marks(db: Database): Marks {
  return {
    get: (photoId) =>
      db.get<MarkValues>('SELECT rating, flag, colour FROM marks WHERE photo_id = ?', photoId) ?? NONE,
    set(photoId, mark, value) {
      db.run(
        `INSERT INTO marks (photo_id, ${mark}) VALUES (?, ?) ON CONFLICT DO UPDATE SET ${mark} = excluded.${mark}`,
        photoId,
        value,
      )
      db.run('DELETE FROM marks WHERE photo_id = ? AND coalesce(rating, flag, colour) IS NULL', photoId)
    },
  }
}
