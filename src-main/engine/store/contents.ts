import { METADATA_VERSION, type PhotoFacts, type PhotoMetadata } from '../media/metadata/facts.ts'
import type { Database, Value } from './open.ts'

/** What the bytes of photos are and say: one row for each content, shared by copies. */
export interface Contents {
  /** Stores what a content says, unless this program's reader has done so before; answers its id. */
  put(hash: string, metadata: PhotoMetadata): number
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
  const PUT = `INSERT INTO contents (hash, format, width, height, metadata_version, ${columns.join(', ')})
    VALUES (${Array.from({ length: columns.length + 5 }, () => '?').join(', ')})
    ON CONFLICT (hash) DO UPDATE SET metadata_version = excluded.metadata_version,
      ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE metadata_version < excluded.metadata_version`
  return {
    put(hash, metadata) {
      const { format, width, height } = metadata
      db.run(PUT, hash, format, width, height, METADATA_VERSION, ...valuesOf(metadata))
      return db.get<{ id: number }>('SELECT id FROM contents WHERE hash = ?', hash)!.id
    },
  }
}
