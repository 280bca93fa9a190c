import type { Database } from './open.ts'
import { watch } from './watch.ts'

/**
 * What views and scoring need to know of each photo that is there: id, root, path, sort time, 1 where that is the capture
 * time or its name's (0: the file's), content (0: not read yet), width and height (0: not known), bytes; rating, flag
 * and colour as the user says, else the sidecar, else the file (0: none; src-shared/marks.ts); camera and lens, degrees and corners (null:
 * not known).
 */
export type PresentRow = [
  id: number,
  rootId: number,
  path: string,
  time: number,
  captured: number,
  contentId: number,
  width: number,
  height: number,
  bytes: number,
  rating: number,
  flag: number,
  colour: number,
  camera: string | null,
  lens: string | null,
  latitude: number | null,
  longitude: number | null,
  corners: number | null,
]

export interface PresentRows {
  /** How many there are. */
  count(): number
  /** Ids and times in display order, at most so many, after one of them. */
  order(after: readonly [id: number, time: number] | undefined, limit: number): [id: number, time: number][]
  /** Rows by id, at most so many, after an id. */
  page(after: number, limit: number): PresentRow[]
  /** The rows of these photos, and of all photos of these contents, as far as they are there. */
  of(photoIds: readonly number[], contentIds: readonly number[]): PresentRow[]
  /** Photos that were not found, of one root or of all, in no order. */
  missing(rootId: number | null): PresentRow[]
  /** Where each photo lies inside its root, gone ones too. */
  paths(): Iterable<[id: number, path: string]>
  /** What was touched since this was last asked, though it may be as it was; undefined where that is not known. */
  touched(): Touched | undefined
}

export interface Touched {
  photoIds: number[]
  contentIds: number[]
}

/** More than this is not counted. */
const MOST = 250_000

const SELECT = `SELECT p.id, p.root_id, p.path, p.time, c.taken_at IS NOT NULL OR p.named_at IS NOT NULL,
  coalesce(p.content_id, 0), coalesce(c.width, 0), coalesce(c.height, 0), p.bytes,
  coalesce(m.rating, max(m.sidecar_rating, 0), max(c.rating, 0), 0),
  coalesce(m.flag, -(m.sidecar_rating < 0), -(c.rating < 0), 0), coalesce(m.colour, m.sidecar_colour, c.colour, 0),
  c.camera, c.lens, c.latitude, c.longitude, c.corners FROM photos p`
const CONTENTS = 'LEFT JOIN contents c ON c.id = p.content_id LEFT JOIN marks m ON m.photo_id = p.id'

/** Reads the photos that are there, and knows which have to be read again. */
export function presentPhotos(db: Database): PresentRows {
  const photoIds = new Set<number>()
  const contentIds = new Set<number>()
  for (const [table, column, ids] of [
    ['photos', 'id', photoIds],
    ['marks', 'photo_id', photoIds],
    ['contents', 'id', contentIds],
  ] as const)
    watch(db, table, [column], (_isThere, id) => {
      if (ids.size <= MOST) ids.add(Number(id))
    })
  let undone = false
  db.onRollback(() => (undone = true))
  return {
    count: () => db.get<{ count: number }>('SELECT count(*) AS count FROM photos WHERE missing = 0')!.count,
    order(after, limit) {
      const rest = after ? 'AND time <= ? AND (time < ? OR id > ?)' : ''
      return db.rows(
        `SELECT id, time FROM photos WHERE missing = 0 ${rest} ORDER BY time DESC, id LIMIT ?`,
        ...(after ? [after[1], after[1], after[0]] : []),
        limit,
      )
    },
    page: (after, limit) =>
      // not by the index by time, which would jump through the table: five times as fast
      db.rows<PresentRow>(
        `${SELECT} NOT INDEXED ${CONTENTS} WHERE p.id > ? AND p.missing = 0 ORDER BY p.id LIMIT ?`,
        after,
        limit,
      ),
    of: (photos, contents) =>
      db.rows<PresentRow>(
        `${SELECT} ${CONTENTS} WHERE p.missing = 0 AND (p.id IN (SELECT value FROM json_each(?))
           OR p.content_id IN (SELECT value FROM json_each(?)))`,
        JSON.stringify(photos),
        JSON.stringify(contents),
      ),
    missing: (rootId) =>
      db.rows<PresentRow>(
        `${SELECT} ${CONTENTS} WHERE p.missing > 0 AND p.missing = 1 AND (? IS NULL OR p.root_id = ?)`,
        rootId,
        rootId,
      ),
    paths: () => db.rows<[number, string]>('SELECT id, path FROM photos'),
    touched() {
      const isKnown = !undone && photoIds.size <= MOST && contentIds.size <= MOST
      const touched = { photoIds: [...photoIds], contentIds: [...contentIds] }
      photoIds.clear()
      contentIds.clear()
      undone = false
      return isKnown ? touched : undefined
    },
  }
}
