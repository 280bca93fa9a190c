import type { Database } from './open.ts'

/** What tells embeddings apart: the image tower's fingerprint and how pixels were prepared for it. */
export interface EmbeddingKey {
  tower: string
  preprocessing: string
}

export const sameKey = (one: EmbeddingKey, other: EmbeddingKey): boolean =>
  one.tower === other.tower && one.preprocessing === other.preprocessing

export interface Embeddings {
  has(key: EmbeddingKey, contentId: number): boolean
  get(key: EmbeddingKey, contentId: number): Float32Array | undefined
  add(key: EmbeddingKey, contentId: number, vector: Float32Array, mode: string): void
  count(key: EmbeddingKey): number
  /** Removes the embeddings of these contents. */
  remove(key: EmbeddingKey, contentIds: readonly number[]): void
  /** The keys of which a copy may be right. */
  copied(): EmbeddingKey[]
  /** What a copy of a key's embeddings must carry to be right; undefined where none is. */
  copyToken(key: EmbeddingKey): string | undefined
  /** From now on a copy with this token is right, until one of the embeddings is changed or removed. */
  setCopyToken(key: EmbeddingKey, token: string): void
  contentIds(key: EmbeddingKey): number[]
  /** The vectors of these contents, in no order. */
  vectors(
    key: EmbeddingKey,
    contentIds: readonly number[],
  ): Iterable<{ contentId: number; vector: Float32Array }>
  texts(tower: string, normalisation: string, texts: readonly string[]): Map<string, Float32Array>
  addText(tower: string, normalisation: string, text: string, vector: Float32Array): void
}

export function embeddings(db: Database): Embeddings {
  return {
    has: (key, contentId) =>
      db.get(
        'SELECT 1 FROM embeddings WHERE tower = ? AND preprocessing = ? AND content_id = ?',
        key.tower,
        key.preprocessing,
        contentId,
      ) !== undefined,
    get(key, contentId) {
      const row = db.get<{ vector: Uint8Array }>(
        'SELECT vector FROM embeddings WHERE tower = ? AND preprocessing = ? AND content_id = ?',
        key.tower,
        key.preprocessing,
        contentId,
      )
      return row && floatsOf(row.vector)
    },
    add: (key, contentId, vector, mode) =>
      void db.run(
        'INSERT OR IGNORE INTO embeddings (content_id, tower, preprocessing, mode, vector) VALUES (?, ?, ?, ?, ?)',
        contentId,
        key.tower,
        key.preprocessing,
        mode,
        bytesOf(vector),
      ),
    count: (key) =>
      db.get<{ count: number }>(
        'SELECT count(*) AS count FROM embeddings WHERE tower = ? AND preprocessing = ?',
        key.tower,
        key.preprocessing,
      )!.count,
    remove: (key, contentIds) =>
      void db.run(
        `DELETE FROM embeddings
         WHERE tower = ? AND preprocessing = ? AND content_id IN (SELECT value FROM json_each(?))`,
        key.tower,
        key.preprocessing,
        JSON.stringify(contentIds),
      ),
    copied: () => db.all('SELECT tower, preprocessing FROM vector_files'),
    copyToken: (key) =>
      db.get<{ token: string }>(
        'SELECT token FROM vector_files WHERE tower = ? AND preprocessing = ?',
        key.tower,
        key.preprocessing,
      )?.token,
    setCopyToken: (key, token) =>
      void db.run(
        'INSERT OR REPLACE INTO vector_files (tower, preprocessing, token) VALUES (?, ?, ?)',
        key.tower,
        key.preprocessing,
        token,
      ),
    contentIds: (key) =>
      db
        .rows<[number]>(
          'SELECT content_id FROM embeddings WHERE tower = ? AND preprocessing = ?',
          key.tower,
          key.preprocessing,
        )
        .map(([contentId]) => contentId),
    *vectors(key, contentIds) {
      const rows = db.rows<[number, Uint8Array]>(
        `SELECT content_id, vector FROM embeddings
         WHERE tower = ? AND preprocessing = ? AND content_id IN (SELECT value FROM json_each(?))`,
        key.tower,
        key.preprocessing,
        JSON.stringify(contentIds),
      )
      for (const [contentId, vector] of rows) yield { contentId, vector: floatsOf(vector) }
    },
    texts(tower, normalisation, texts) {
      const found = new Map<string, Float32Array>()
      for (const text of texts) {
        const row = db.get<{ vector: Uint8Array }>(
          'SELECT vector FROM text_embeddings WHERE tower = ? AND normalisation = ? AND text = ?',
          tower,
          normalisation,
          text,
        )
        if (row) found.set(text, floatsOf(row.vector))
      }
      return found
    },
    addText: (tower, normalisation, text, vector) =>
      void db.run(
        'INSERT OR REPLACE INTO text_embeddings (tower, normalisation, text, vector) VALUES (?, ?, ?, ?)',
        tower,
        normalisation,
        text,
        bytesOf(vector),
      ),
  }
}

const bytesOf = (vector: Float32Array): Uint8Array =>
  new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)

/** A copy: the driver's bytes need not be aligned to four. */
const floatsOf = (bytes: Uint8Array): Float32Array => new Float32Array(bytes.slice().buffer)
