import type { Database } from './open.ts'

/** What tells embeddings apart: the image tower's fingerprint and how pixels were prepared for it. */
export interface EmbeddingKey {
  tower: string
  preprocessing: string
}

export interface Embeddings {
  has(key: EmbeddingKey, contentId: number): boolean
  get(key: EmbeddingKey, contentId: number): Float32Array | undefined
  add(key: EmbeddingKey, contentId: number, vector: Float32Array, mode: string): void
  /** All of a model's, one by one. */
  iterate(key: EmbeddingKey): Iterable<{ contentId: number; vector: Float32Array }>
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
    *iterate(key) {
      const rows = db.iterate<{ contentId: number; vector: Uint8Array }>(
        'SELECT content_id AS contentId, vector FROM embeddings WHERE tower = ? AND preprocessing = ?',
        key.tower,
        key.preprocessing,
      )
      for (const { contentId, vector } of rows) yield { contentId, vector: floatsOf(vector) }
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
