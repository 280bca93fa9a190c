import { METADATA_VERSION, type PhotoFacts, type PhotoMetadata } from '../media/metadata/facts.ts'
import type { Database, Value } from './open.ts'

/** What the bytes of photos are and say: one row for each content, shared by copies. */
export interface Contents {
  /** Stores what a content says, unless this program's reader has done so before; answers its id. */
  put(hash: string, metadata: PhotoMetadata): number
  /** Stores what this program's reader found in a content that an older one had read. */
  update(id: number, facts: PhotoFacts): void
  /** What was written with photos, of those contents that say something: title, description, keywords (JSON array). */
  texts(): Iterable<[id: number, title: string | null, description: string | null, keywords: string | null]>
  /** Its file cannot be read for this; what is known of it stays. */
  giveUp(id: number): void
  /** Contents that an older reader has read and of which a photo is there, after one of them; some roots left out. */
  outdated(after: number, limit: number, except: readonly number[]): { contentId: number; photoId: number }[]
  countOutdated(): number
}

/** As stored: keywords are one JSON text. */
export interface StoredFacts extends Omit<PhotoFacts, 'keywords'> {
  keywords: string | null
}

/** Column and property of each fact. */
const FACTS: readonly (readonly [column: string, fact: keyof PhotoFacts])[] = [
  ['taken_at', 'takenAt'],
  ['taken_offset', 'takenOffset'],
  ['taken_from', 'takenFrom'],
  ['camera', 'camera'],
  ['lens', 'lens'],
  ['exposure_time', 'exposureTime'],
  ['aperture', 'aperture'],
  ['iso', 'iso'],
  ['focal_length', 'focalLength'],
  ['focal_length_35', 'focalLength35'],
  ['latitude', 'latitude'],
  ['longitude', 'longitude'],
  ['rating', 'rating'],
  ['colour', 'colour'],
  ['title', 'title'],
  ['description', 'description'],
  ['keywords', 'keywords'],
]
const columns = FACTS.map(([column]) => column)

/** The facts of a content named `c`, as properties. */
export const FACTS_OF_C = FACTS.map(([column, fact]) => `c.${column} AS ${fact}`).join(', ')

const valuesOf = (facts: PhotoFacts): Value[] =>
  FACTS.map(([, fact]) => {
    const value = facts[fact]
    return Array.isArray(value) ? (value.length > 0 ? JSON.stringify(value) : null) : value
  })

export function contents(db: Database): Contents {
  const PUT = `INSERT INTO contents (hash, format, width, height, corners, metadata_version, ${columns.join(', ')})
    VALUES (${Array.from({ length: columns.length + 6 }, () => '?').join(', ')})
    ON CONFLICT (hash) DO UPDATE SET corners = excluded.corners, metadata_version = excluded.metadata_version,
      ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE metadata_version < excluded.metadata_version`
  return {
    put(hash, metadata) {
      const { format, width, height, corners } = metadata
      db.run(PUT, hash, format, width, height, corners, METADATA_VERSION, ...valuesOf(metadata))
      return db.get<{ id: number }>('SELECT id FROM contents WHERE hash = ?', hash)!.id
    },
    update: (id, facts) =>
      void db.run(
        `UPDATE contents SET metadata_version = ?, ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`,
        METADATA_VERSION,
        ...valuesOf(facts),
        id,
      ),
    giveUp: (id) =>
      void db.run('UPDATE contents SET metadata_version = ? WHERE id = ?', METADATA_VERSION, id),
    outdated: (after, limit, except) =>
      db.all(
        `SELECT c.id AS contentId, min(p.id) AS photoId FROM contents c JOIN photos p ON p.content_id = c.id
         WHERE c.metadata_version < ? AND c.id > ? AND p.missing = 0 AND p.root_id NOT IN (SELECT value FROM json_each(?))
         GROUP BY c.id ORDER BY c.id LIMIT ?`,
        METADATA_VERSION,
        after,
        JSON.stringify(except),
        limit,
      ),
    texts: () =>
      db.rows<[number, string | null, string | null, string | null]>(
        `SELECT id, title, description, keywords FROM contents
         WHERE title IS NOT NULL OR description IS NOT NULL OR keywords IS NOT NULL`,
      ),
    countOutdated: () =>
      db.get<{ count: number }>(
        'SELECT count(*) AS count FROM contents WHERE metadata_version < ?',
        METADATA_VERSION,
      )!.count,
  }
}
