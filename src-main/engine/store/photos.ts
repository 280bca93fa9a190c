import { posix } from 'node:path'
import type { ErrorCode, ErrorData } from '../../../src-shared/errors.ts'
import type { PhotoFacts, PhotoMetadata, PhotoShape } from '../media/metadata/facts.ts'
import { nameTime } from '../media/metadata/nameTime.ts'
import { contents, FACTS_OF_C, type StoredFacts } from './contents.ts'
import type { EmbeddingKey } from './embeddings.ts'
import type { Missing } from './files.ts'
import { freshId } from './freshId.ts'
import type { Database } from './open.ts'
import { setTime } from './setTime.ts'

/** A file as a scan finds it. */
export interface FoundFile {
  path: string
  bytes: number
  modifiedAt: number
}

export interface PhotoRow extends FoundFile {
  id: number
  rootId: number
  contentId: number | null
  problemCode: ErrorData['code'] | null
  problemMessage: string | null
}

/** A photo joined with its root and content. */
export interface FullPhotoRow extends PhotoRow, Partial<PhotoShape & StoredFacts> {
  missing: Missing
  rootPath: string
  content: string | null
  /** sort key: local wall-clock milliseconds of capture, else of its name, else the file's time */
  time: number
  /** what the file's name says of `time`; null where it says nothing */
  namedAt: number | null
  /** null for photos that were added before this was noted */
  addedAt: number | null
  /** JSON array of tag paths that were taken in from the file; null = none */
  keywordsTaken: string | null
}

export interface PhotoPlace {
  rootPath: string
  path: string
  keywords: string | null
  rating: number | null
  colour: number | null
}

export interface Photos {
  get(id: number): FullPhotoRow | undefined
  /** Where photos are, and the JSON array of keywords, the stars and the colour inside them, if any. */
  places(ids: readonly number[]): Map<number, PhotoPlace>
  idAt(rootId: number, path: string): number | undefined
  add(rootId: number, file: FoundFile): void
  /** The file changed: read it again. Its decisions stay. */
  changed(id: number, file: Pick<FoundFile, 'bytes' | 'modifiedAt'>): void
  setMissing(id: number, missing: boolean): void
  /** Ids of the photos that need reading, or an embedding by this tower, in display order; those of some roots left out. */
  unindexed(key: EmbeddingKey, except: readonly number[]): number[]
  /** Ids of the photos that were read and have no embedding by this tower, in display order; those of some roots left out. */
  unseen(key: EmbeddingKey, except: readonly number[]): number[]
  /** The photos that are there of these contents. */
  ofContents(contentIds: readonly number[]): { id: number; contentId: number }[]
  /** Stores what a file turned out to be; answers the content's id. */
  setContent(id: number, content: string, metadata: PhotoMetadata): number
  /** Stores what a content's photos say, and puts them where that belongs. */
  setFacts(contentId: number, facts: PhotoFacts): void
  setKeywordsTaken(id: number, paths: readonly string[]): void
  setProblem(id: number, problem: ErrorData): void
  /** Forgets problems, so that the photos are tried again; of some kinds only, or of all. */
  retry(codes?: readonly ErrorCode[]): void
  /** Forgets the problems of these photos. */
  retryThese(ids: readonly number[]): void
  problems(): { id: number; path: string; code: ErrorData['code']; message: string }[]
  counts(): { photos: number; unreadable: number }
}

const PHOTO = `p.id, p.root_id AS rootId, p.path, p.bytes, p.modified_at AS modifiedAt, p.content_id AS contentId, p.missing,
  p.problem_code AS problemCode, p.problem_message AS problemMessage`

export function photos(db: Database): Photos {
  const known = contents(db)

  function withoutEmbedding(reading: string, key: EmbeddingKey, except: readonly number[]): number[] {
    const ids: number[] = []
    // not by the index by time, which would jump through the table: five times as fast
    const rows = db.iterate<{ id: number }>(
      `SELECT p.id FROM photos p NOT INDEXED WHERE p.missing = 0 AND p.problem_code IS NULL
         AND p.root_id NOT IN (SELECT value FROM json_each(?)) AND (${reading} NOT EXISTS
           (SELECT 1 FROM embeddings e WHERE e.tower = ? AND e.preprocessing = ? AND e.content_id = p.content_id))
       ORDER BY p.time DESC, p.id`,
      JSON.stringify(except),
      key.tower,
      key.preprocessing,
    )
    for (const { id } of rows) ids.push(id)
    return ids
  }

  return {
    get: (id) =>
      db.get<FullPhotoRow>(
        `SELECT ${PHOTO}, p.time, p.named_at AS namedAt, p.added_at AS addedAt,
           p.keywords_taken AS keywordsTaken, r.path AS rootPath, c.hash AS content,
           c.format, c.width, c.height, ${FACTS_OF_C}
         FROM photos p JOIN roots r ON r.id = p.root_id LEFT JOIN contents c ON c.id = p.content_id WHERE p.id = ?`,
        id,
      ),
    places: (ids) =>
      new Map(
        db
          .rows<[number, string, string, string | null, number | null, number | null]>(
            `SELECT p.id, r.path, p.path, c.keywords, c.rating, c.colour FROM photos p JOIN roots r ON r.id = p.root_id
             LEFT JOIN contents c ON c.id = p.content_id WHERE p.id IN (SELECT value FROM json_each(?))`,
            JSON.stringify(ids),
          )
          .map(([id, rootPath, path, keywords, rating, colour]) => [
            id,
            { rootPath, path, keywords, rating, colour },
          ]),
      ),
    idAt: (rootId, path) =>
      db.get<{ id: number }>('SELECT id FROM photos WHERE root_id = ? AND path = ?', rootId, path)?.id,
    add(rootId, { path, bytes, modifiedAt }) {
      const namedAt = nameTime(posix.basename(path))
      db.run(
        `INSERT INTO photos (id, root_id, path, bytes, modified_at, named_at, time, added_at)
         VALUES (${freshId('photos')}, ?, ?, ?, ?, ?, ?, CAST(unixepoch('subsec') * 1000 AS INTEGER))`,
        rootId,
        path,
        bytes,
        modifiedAt,
        namedAt,
        namedAt ?? modifiedAt,
      )
    },
    changed: (id, file) =>
      void db.run(
        `UPDATE photos SET bytes = ?, modified_at = ?, content_id = NULL, problem_code = NULL, problem_message = NULL,
           missing = 0 WHERE id = ?`,
        file.bytes,
        file.modifiedAt,
        id,
      ),
    setMissing: (id, missing) =>
      void db.run('UPDATE photos SET missing = ? WHERE id = ?', missing ? 1 : 0, id),
    unindexed: (key, except) => withoutEmbedding('p.content_id IS NULL OR', key, except),
    unseen: (key, except) => withoutEmbedding('p.content_id IS NOT NULL AND', key, except),
    ofContents: (contentIds) =>
      db.all(
        `SELECT id, content_id AS contentId FROM photos
         WHERE missing = 0 AND content_id IN (SELECT value FROM json_each(?))`,
        JSON.stringify(contentIds),
      ),
    setContent(id, content, metadata) {
      const contentId = known.put(content, metadata)
      db.run(
        'UPDATE photos SET content_id = ?, problem_code = NULL, problem_message = NULL WHERE id = ?',
        contentId,
        id,
      )
      setTime(db, id)
      return contentId
    },
    setFacts(contentId, facts) {
      known.update(contentId, facts)
      const holders = db.all<{ id: number }>('SELECT id FROM photos WHERE content_id = ?', contentId)
      for (const { id } of holders) setTime(db, id)
    },
    setKeywordsTaken: (id, paths) =>
      void db.run('UPDATE photos SET keywords_taken = ? WHERE id = ?', JSON.stringify(paths), id),
    setProblem: (id, problem) =>
      void db.run(
        'UPDATE photos SET problem_code = ?, problem_message = ? WHERE id = ?',
        problem.code,
        problem.message,
        id,
      ),
    retry: (codes) =>
      void db.run(
        `UPDATE photos SET problem_code = NULL, problem_message = NULL
         WHERE problem_code IS NOT NULL AND (? IS NULL OR problem_code IN (SELECT value FROM json_each(?)))`,
        codes ? 1 : null,
        JSON.stringify(codes ?? []),
      ),
    retryThese: (ids) =>
      void db.run(
        'UPDATE photos SET problem_code = NULL, problem_message = NULL WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      ),
    problems: () =>
      db.all(
        `SELECT p.id, r.path || '/' || p.path AS path, p.problem_code AS code, p.problem_message AS message
         FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.problem_code IS NOT NULL AND p.missing = 0 ORDER BY path`,
      ),
    counts: () =>
      db.get(
        `SELECT (SELECT count(*) FROM photos WHERE missing = 0) AS photos,
           (SELECT count(*) FROM photos WHERE problem_code IS NOT NULL AND missing = 0) AS unreadable`,
      )!,
  }
}
