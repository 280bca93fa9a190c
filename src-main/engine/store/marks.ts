import type { MarkName } from '../../../src-shared/schemas/marks.ts'
import type { Database } from './open.ts'

/** What the user says of a photo, as numbers (src-shared/marks.ts); null: what the file says. */
export type MarkValues = Record<MarkName, number | null>

/** The same with what other programs wrote to its sidecar; null: nothing. */
export interface MarkRow extends MarkValues {
  /** -1 rejected */
  sidecarRating: number | null
  sidecarColour: number | null
}

export interface Marks {
  get(photoId: number): MarkRow
  /** Those of these photos that have some. */
  ofPhotos(photoIds: readonly number[]): Map<number, MarkRow>
  set(photoId: number, mark: MarkName, value: number | null): void
  put(photoId: number, row: MarkRow): void
}

export const NO_MARKS: MarkRow = {
  rating: null,
  flag: null,
  colour: null,
  sidecarRating: null,
  sidecarColour: null,
}

const SELECT = `SELECT photo_id AS photoId, rating, flag, colour, sidecar_rating AS sidecarRating, sidecar_colour AS sidecarColour
  FROM marks`

export function marks(db: Database): Marks {
  const removeEmpty = (photoId: number): void =>
    void db.run(
      `DELETE FROM marks WHERE photo_id = ? AND coalesce(rating, flag, colour, sidecar_rating, sidecar_colour) IS NULL`,
      photoId,
    )
  const rowOf = ({ photoId: _, ...row }: MarkRow & { photoId: number }): MarkRow => row
  return {
    get(photoId) {
      const found = db.get<MarkRow & { photoId: number }>(`${SELECT} WHERE photo_id = ?`, photoId)
      return found ? rowOf(found) : NO_MARKS
    },
    ofPhotos: (photoIds) =>
      new Map(
        db
          .all<MarkRow & { photoId: number }>(
            `${SELECT} WHERE photo_id IN (SELECT value FROM json_each(?))`,
            JSON.stringify(photoIds),
          )
          .map((found) => [found.photoId, rowOf(found)]),
      ),
    set(photoId, mark, value) {
      db.run(
        `INSERT INTO marks (photo_id, ${mark}) VALUES (?, ?) ON CONFLICT DO UPDATE SET ${mark} = excluded.${mark}`,
        photoId,
        value,
      )
      removeEmpty(photoId)
    },
    put(photoId, { rating, flag, colour, sidecarRating, sidecarColour }) {
      db.run(
        `INSERT INTO marks (photo_id, rating, flag, colour, sidecar_rating, sidecar_colour) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET rating = excluded.rating, flag = excluded.flag, colour = excluded.colour,
           sidecar_rating = excluded.sidecar_rating, sidecar_colour = excluded.sidecar_colour`,
        ...[photoId, rating, flag, colour, sidecarRating, sidecarColour],
      )
      removeEmpty(photoId)
    },
  }
}
