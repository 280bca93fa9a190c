import type { TagState } from '../../../src-shared/schemas/photo.ts'
import type { TagFile, TagFilter } from '../../../src-shared/schemas/tagFilter.ts'
import type { TagTally } from '../../../src-shared/schemas/tagging.ts'
import { normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { Database, Value } from './open.ts'

export interface TagRow {
  photoId: number
  path: string
  state: TagState
  source: 'user' | 'model' | 'sidecar'
  /** what it was found in, where a file said it */
  file?: TagFile | null
  labelId: number | null
  model: string | null
  promptHash: string | null
  /** raw; null for models without a sigmoid */
  score: number | null
  /** the score that the user's marks calibrated, where that decided; then the threshold is of that kind */
  calibrated: number | null
  threshold: number | null
  at: number
}

export interface Tags {
  ofPhoto(photoId: number): TagRow[]
  /** The same for many at once; photos without any are left out. */
  ofPhotos(photoIds: readonly number[]): Map<number, TagRow[]>
  get(photoId: number, path: string): TagRow | undefined
  /** All decisions that a filter finds. */
  matching(filter: TagFilter): TagRow[]
  /** The photos that have some of them, by id. */
  photosMatching(filter: TagFilter): number[]
  /** How many they are, and on how many photos; those whose files are gone count too. */
  tally(filter: TagFilter): TagTally
  /** Every model that set some. */
  models(): string[]
  /** How many photos have each tag, or what a filter finds of it, those that are there only. */
  counts(filter?: TagFilter): Map<string, number>
  /** The decisions of a page, photo by photo. */
  after(page: TagPage): (TagRow & { rootPath: string; photoPath: string })[]
  /** Photos on which a tag is automatic, unless by this model with these prompts. */
  automaticExcept(path: string, by: { model: string; promptHash: string }): number[]
  put(tag: TagRow): void
  /** Only where nothing was decided yet. */
  putIfNew(tag: TagRow): void
  remove(photoId: number, path: string): void
  /** Takes a tag off a photo if a model had set it. */
  removeIfAutomatic(photoId: number, path: string): void
  /** Automatic tags that a label set go; what the user decided stays. */
  removeAutomatic(labelId: number): number
  /** Gives a tag a new name on all photos, as a label's; where a photo has the new one already, that decision wins. */
  rename(from: string, to: string, labelId: number): void
  /** Every tag that some photo has, or had taken off it. */
  paths(): string[]
  total(): number
  /** Photos that have, or had, tags or marks to be written to a sidecar. */
  photosToExport(): number[]
}

export interface TagPage {
  /** photos after this one, */
  after: number
  /** so many */
  photos: number
  filter: TagFilter
  /** also those whose files are gone */
  missing: boolean
}

/** Whether a decision is the one that a step or a run remembers. Earlier versions did not know all columns. */
export const isAsRemembered = (present: TagRow | null, remembered: TagRow | null): boolean =>
  present === null || remembered === null
    ? present === remembered
    : Object.entries(remembered).every(([column, value]) => present[column as keyof TagRow] === value)

const COLUMNS = `photo_id AS photoId, path, state, source, file, label_id AS labelId, model, prompt_hash AS promptHash, score, calibrated, threshold, at`

export function tags(db: Database): Tags {
  const write = (onConflict: 'REPLACE' | 'IGNORE', tag: TagRow): void =>
    void db.run(
      `INSERT OR ${onConflict} INTO tags
         (photo_id, path, state, source, file, label_id, model, prompt_hash, score, calibrated, threshold, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      tag.photoId,
      tag.path,
      tag.state,
      tag.source,
      tag.file ?? null,
      tag.labelId,
      tag.model,
      tag.promptHash,
      tag.score,
      tag.calibrated ?? null,
      tag.threshold,
      tag.at,
    )
  return {
    ofPhoto: (photoId) =>
      db.all<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE photo_id = ? ORDER BY path`, photoId),
    ofPhotos: (photoIds) =>
      Map.groupBy(
        db.all<TagRow>(
          `SELECT ${COLUMNS} FROM tags WHERE photo_id IN (SELECT value FROM json_each(?)) ORDER BY photo_id, path`,
          JSON.stringify(photoIds),
        ),
        ({ photoId }) => photoId,
      ),
    get: (photoId, path) =>
      db.get<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE photo_id = ? AND path = ?`, photoId, path),
    matching: (filter) => {
      const { sql, values } = conditionOf(filter)
      return db.all<TagRow>(`SELECT ${COLUMNS} FROM tags WHERE ${sql} ORDER BY photo_id`, ...values)
    },
    photosMatching: (filter) => {
      const { sql, values } = conditionOf(filter)
      return db
        .rows<[number]>(`SELECT DISTINCT photo_id FROM tags WHERE ${sql} ORDER BY photo_id`, ...values)
        .map(([id]) => id)
    },
    tally: (filter) => {
      const { sql, values } = conditionOf(filter)
      return db.get<TagTally>(
        `SELECT count(*) AS tags, count(DISTINCT photo_id) AS photos FROM tags WHERE ${sql}`,
        ...values,
      )!
    },
    models: () =>
      db
        .rows<[string]>('SELECT DISTINCT model FROM tags WHERE model IS NOT NULL ORDER BY model')
        .map(([model]) => model),
    counts: (filter = {}) => {
      const { sql, values } = conditionOf(filter)
      const tagged = filter.states ? sql : `${sql} AND tags.state <> 'rejected'`
      const counts = new Map(
        db.rows<[string, number]>(`SELECT path, count(*) FROM tags WHERE ${tagged} GROUP BY path`, ...values),
      )
      // few of many are missing: the first count needs no look at photos
      for (const [path, missing] of db.rows<[string, number]>(
        `SELECT tags.path, count(*) FROM photos JOIN tags ON photo_id = id WHERE missing > 0 AND ${tagged} GROUP BY tags.path`,
        ...values,
      ))
        counts.set(path, counts.get(path)! - missing)
      return counts
    },
    after: ({ after, photos, filter, missing }) => {
      const { sql, values } = conditionOf(filter)
      return db.all(
        `SELECT tags.photo_id AS photoId, tags.path, state, source, label_id AS labelId, model, prompt_hash AS promptHash,
           score, calibrated, threshold, at, r.path AS rootPath, p.path AS photoPath
         FROM (SELECT DISTINCT photo_id FROM tags JOIN photos ON photos.id = photo_id
               WHERE photo_id > ? AND (missing = 0 OR ?) AND ${sql} ORDER BY photo_id LIMIT ?) next
         JOIN tags ON tags.photo_id = next.photo_id JOIN photos p ON p.id = next.photo_id JOIN roots r ON r.id = p.root_id
         WHERE ${sql} ORDER BY tags.photo_id, tags.path`,
        after,
        Number(missing),
        ...values,
        photos,
        ...values,
      )
    },
    automaticExcept: (path, { model, promptHash }) =>
      db
        .rows<[number]>(
          `SELECT photo_id FROM tags WHERE path = ? AND state = 'automatic'
             AND (model IS NOT ? OR prompt_hash IS NOT ?)`,
          path,
          model,
          promptHash,
        )
        .map(([id]) => id),
    put: (tag) => write('REPLACE', tag),
    putIfNew: (tag) => write('IGNORE', tag),
    remove: (photoId, path) => void db.run('DELETE FROM tags WHERE photo_id = ? AND path = ?', photoId, path),
    removeIfAutomatic: (photoId, path) =>
      void db.run(`DELETE FROM tags WHERE photo_id = ? AND path = ? AND state = 'automatic'`, photoId, path),
    removeAutomatic: (labelId) =>
      db.run(`DELETE FROM tags WHERE label_id = ? AND state = 'automatic'`, labelId).changes,
    rename: (from, to, labelId) =>
      db.transaction(() => {
        db.run('UPDATE OR IGNORE tags SET path = ?, label_id = ? WHERE path = ?', to, labelId, from)
        db.run('DELETE FROM tags WHERE path = ?', from)
      }),
    paths: () =>
      // from one to the next inside the index: a thousand tags of a million rows take a millisecond
      db
        .rows<[string]>(
          `WITH RECURSIVE step(path) AS (
             SELECT min(path) FROM tags
             UNION ALL SELECT (SELECT min(path) FROM tags WHERE path > step.path) FROM step WHERE step.path IS NOT NULL
           ) SELECT path FROM step WHERE path IS NOT NULL`,
        )
        .map(([path]) => path),
    total: () =>
      db.get<{ count: number }>(
        `SELECT count(*) AS count FROM tags t JOIN photos p ON p.id = t.photo_id WHERE p.missing = 0 AND t.state <> 'rejected'`,
      )!.count,
    photosToExport: () =>
      db
        .all<{ id: number }>(
          `SELECT photo_id AS id FROM tags WHERE state <> 'rejected' UNION SELECT photo_id FROM sidecars
           UNION SELECT photo_id FROM marks ORDER BY id`,
        )
        .map(({ id }) => id),
  }
}

function conditionOf({ path, states, source, file, model, labelId }: TagFilter): {
  sql: string
  values: Value[]
} {
  const conditions: [sql: string, ...values: Value[]][] = [['true']]
  // "Animals" and from "Animals > " to before "Animals >!", which is what lies below it
  if (path !== undefined) {
    const top = normaliseTagPath(path)
    conditions.push(['(tags.path = ? OR (tags.path >= ? AND tags.path < ?))', top, `${top} > `, `${top} >!`])
  }
  if (states) conditions.push([`tags.state IN (${states.map(() => '?').join(', ')})`, ...states])
  if (source !== undefined) conditions.push(['tags.source = ?', source])
  if (file !== undefined) conditions.push(['tags.file = ?', file])
  if (model !== undefined) conditions.push(['tags.model = ?', model])
  if (labelId !== undefined) conditions.push(['tags.label_id = ?', labelId])
  return {
    sql: conditions.map(([sql]) => sql).join(' AND '),
    values: conditions.flatMap(([, ...values]) => values),
  }
}
