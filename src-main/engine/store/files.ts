import { basename, join, parse, type ParsedPath } from 'node:path'
import type { Database } from './open.ts'
import { setTime } from './setTime.ts'

/** What is known of a file, for a scan to compare. */
export interface KnownFile {
  id: number
  bytes: number
  modifiedAt: number
  missing: Missing
}

/** 0: it is there · 1: it was not found · 2: the user put it into the trash */
export type Missing = 0 | 1 | 2

/** A photo of some content, with where it is or was. */
export interface Holder {
  id: number
  rootId: number
  rootPath: string
  path: string
  missing: Missing
}

/** Photos by the folders they lie in. A folder is named as in a root, "a/b"; "" is the root itself. */
export interface Files {
  find(rootId: number, path: string): KnownFile | undefined
  /** How many photos of a root are there, as far as is known. */
  count(rootId: number): number
  /** The same for those directly in a folder. */
  countIn(rootId: number, folder: string): number
  /** The photos that are there whose path is this one and an ending. */
  named(rootId: number, stem: string): { id: number; path: string }[]
  inFolder(rootId: number, folder: string): Iterable<{ id: number; path: string }>
  /** Ids of the photos that are there in a folder and all folders below it. */
  below(rootId: number, folder: string): number[]
  /** Folders directly inside a folder in which, or below which, there are photos. */
  foldersIn(rootId: number, folder: string): string[]
  /** Where these photos are, folder by folder. */
  places(ids: readonly number[]): { id: number; path: string }[]
  /** Whether a root has photos that were never read. */
  hasUnread(rootId: number): boolean
  /** A few photos of a root, from all over it. */
  sample(rootId: number, count: number): { path: string; bytes: number }[]
  markMissing(ids: readonly number[], missing?: 1 | 2): void
  /** Photos that were not found, per root. */
  missing(): Map<number, number>
  /** Forgets photos, with what was decided about them. */
  remove(ids: readonly number[]): void
  /** Ids of the photos of a root that were not found, or of all its photos. */
  ofRoot(rootId: number, which: 'missing' | 'all'): number[]
  /** Unread photos as large as one that was read before and is missing, or lies in one of these roots. */
  perhapsMoved(goneRoots: readonly number[]): { id: number; rootPath: string; path: string }[]
  /** The photos that have these bytes. */
  holders(content: string): Holder[]
  /**
   * A photo that was read before has moved to where another one was found: it takes over the place. The other one goes,
   * or, if anything was decided about it, stays as missing where this one was. False if either is not there any more.
   */
  takeOver(former: Pick<Holder, 'id' | 'rootId' | 'path'>, found: number): boolean
}

/** After every name that a folder can have. */
const LAST = '\u{10ffff}'
const keyOf = (folder: string): string => (folder === '' ? '' : `${folder}/`)
/** Just after all that lies in a folder: "0" is the character after "/". */
const endOf = (folder: string): string => (folder === '' ? LAST : `${folder}0`)

/** A list of ids, as one value. */
const IDS = '(SELECT value FROM json_each(?))'

interface Place {
  rootId: number
  rootPath: string
  path: string
  bytes: number
  modifiedAt: number
}

export function files(db: Database): Files {
  const placeOf = (id: number): Place | undefined =>
    db.get(
      `SELECT p.root_id AS rootId, r.path AS rootPath, p.path, p.bytes, p.modified_at AS modifiedAt
       FROM photos p JOIN roots r ON r.id = p.root_id WHERE p.id = ?`,
      id,
    )
  /** The sidecar that both sides agreed on last goes by the photo's name, and is expected to have gone along. */
  const moveSidecar = (id: number, from: Place, to: Place): void => {
    const sidecar = db.get<{ path: string }>('SELECT path FROM sidecars WHERE photo_id = ?', id)
    if (!sidecar) return
    const [before, now] = [from, to].map(({ rootPath, path }) => parse(join(rootPath, path))) as [
      ParsedPath,
      ParsedPath,
    ]
    const ending = basename(sidecar.path).startsWith(before.base) ? before.base : before.name
    const end = basename(sidecar.path).slice(ending.length)
    const path = join(now.dir, (ending === before.base ? now.base : now.name) + end)
    db.run('UPDATE sidecars SET path = ? WHERE photo_id = ?', path, id)
  }
  const put = (id: number, { rootId, path, bytes, modifiedAt }: Place, missing: Missing): void =>
    void db.run(
      'UPDATE photos SET root_id = ?, path = ?, bytes = ?, modified_at = ?, missing = ? WHERE id = ?',
      rootId,
      path,
      bytes,
      modifiedAt,
      missing,
      id,
    )
  return {
    find: (rootId, path) =>
      db.get<KnownFile>(
        'SELECT id, bytes, modified_at AS modifiedAt, missing FROM photos WHERE root_id = ? AND path = ?',
        rootId,
        path,
      ),
    count: (rootId) =>
      db.get<{ count: number }>(
        'SELECT count(*) AS count FROM photos WHERE root_id = ? AND missing = 0',
        rootId,
      )!.count,
    countIn: (rootId, folder) =>
      db.get<{ count: number }>(
        'SELECT count(*) AS count FROM photos WHERE root_id = ? AND folder = ? AND missing = 0',
        rootId,
        keyOf(folder),
      )!.count,
    named: (rootId, stem) =>
      // "/" is the character after "."
      db
        .all<{ id: number; path: string }>(
          'SELECT id, path FROM photos WHERE root_id = ? AND path > ? AND path < ? AND missing = 0',
          rootId,
          `${stem}.`,
          `${stem}/`,
        )
        .filter(({ path }) => path.lastIndexOf('.') === stem.length),
    inFolder: (rootId, folder) =>
      db.iterate<{ id: number; path: string }>(
        'SELECT id, path FROM photos WHERE root_id = ? AND folder = ? AND missing = 0',
        rootId,
        keyOf(folder),
      ),
    below: (rootId, folder) =>
      db
        .all<{ id: number }>(
          'SELECT id FROM photos WHERE root_id = ? AND folder >= ? AND folder < ? AND missing = 0',
          rootId,
          keyOf(folder),
          endOf(folder),
        )
        .map(({ id }) => id),
    foldersIn(rootId, folder) {
      const found: string[] = []
      // from each folder straight past all that it holds: one look into the index per folder
      let from = `${keyOf(folder)}\u0001`
      for (;;) {
        const next = db.get<{ folder: string }>(
          `SELECT folder FROM photos WHERE root_id = ? AND folder >= ? AND folder < ? AND missing = 0
           ORDER BY folder LIMIT 1`,
          rootId,
          from,
          endOf(folder),
        )
        if (!next) return found
        const name = next.folder.slice(0, next.folder.indexOf('/', keyOf(folder).length))
        found.push(name)
        from = endOf(name)
      }
    },
    places: (ids) =>
      db.all<{ id: number; path: string }>(
        `SELECT id, path FROM photos WHERE id IN ${IDS} ORDER BY folder`,
        JSON.stringify(ids),
      ),
    hasUnread: (rootId) =>
      db.get(
        `SELECT 1 FROM photos
         WHERE root_id = ? AND content_id IS NULL AND problem_code IS NULL AND missing = 0 LIMIT 1`,
        rootId,
      ) !== undefined,
    sample: (rootId, count) =>
      db.all<{ path: string; bytes: number }>(
        'SELECT path, bytes FROM photos WHERE root_id = ? AND missing = 0 ORDER BY id * 2654435761 % 4294967296 LIMIT ?',
        rootId,
        count,
      ),
    markMissing: (ids, missing = 1) =>
      void db.run(`UPDATE photos SET missing = ? WHERE id IN ${IDS}`, missing, JSON.stringify(ids)),
    missing: () =>
      new Map(
        db
          .all<{ id: number; count: number }>(
            'SELECT root_id AS id, count(*) AS count FROM photos WHERE missing > 0 AND missing = 1 GROUP BY root_id',
          )
          .map(({ id, count }) => [id, count]),
      ),
    remove: (ids) => void db.run(`DELETE FROM photos WHERE id IN ${IDS}`, JSON.stringify(ids)),
    ofRoot: (rootId, which) =>
      db
        .all<{ id: number }>(
          'SELECT id FROM photos WHERE root_id = ? AND (missing = 1 OR ?)',
          rootId,
          which === 'all' ? 1 : 0,
        )
        .map(({ id }) => id),
    perhapsMoved: (goneRoots) =>
      db.all(
        `SELECT n.id, r.path AS rootPath, n.path FROM photos n JOIN roots r ON r.id = n.root_id
         WHERE n.content_id IS NULL AND n.problem_code IS NULL AND n.missing = 0 AND n.bytes IN (
           SELECT bytes FROM photos WHERE missing > 0 AND content_id IS NOT NULL
           UNION SELECT bytes FROM photos WHERE root_id IN ${IDS} AND content_id IS NOT NULL)`,
        JSON.stringify(goneRoots),
      ),
    holders: (content) =>
      db.all<Holder>(
        `SELECT p.id, p.root_id AS rootId, r.path AS rootPath, p.path, p.missing
         FROM contents c JOIN photos p ON p.content_id = c.id JOIN roots r ON r.id = p.root_id
         WHERE c.hash = ? ORDER BY p.missing DESC, p.id`,
        content,
      ),
    takeOver: (former, found) =>
      db.transaction(() => {
        const place = placeOf(found)
        const before = placeOf(former.id)
        if (!place || before?.rootId !== former.rootId || before.path !== former.path) return false
        if (
          db.get("SELECT 1 FROM tags WHERE photo_id = ? AND source <> 'model' LIMIT 1", found) ??
          db.get('SELECT 1 FROM marks WHERE photo_id = ?', found) ??
          db.get('SELECT 1 FROM album_photos WHERE photo_id = ? LIMIT 1', found)
        ) {
          // out of the way first: no two photos may be at one place
          put(found, { ...before, path: `\u0000${found}` }, 1)
          put(former.id, place, 0)
          put(found, before, 1)
        } else {
          db.run('DELETE FROM photos WHERE id = ?', found)
          put(former.id, place, 0)
        }
        setTime(db, former.id)
        moveSidecar(former.id, before, place)
        return true
      }),
  }
}
