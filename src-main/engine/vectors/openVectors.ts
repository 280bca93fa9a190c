import { setImmediate as othersFirst } from 'node:timers/promises'
import type { EmbeddingKey, Embeddings } from '../store/embeddings.ts'
import { keepUp, openCopy, readCopy } from './vectorCopy.ts'
import { VectorStore } from './vectorStore.ts'

/** Rows that are read from the database before others have a turn: a few milliseconds. */
const ROWS_AT_ONCE = 500

export interface VectorSource {
  embeddings: Embeddings
  key: EmbeddingKey
  dimensions: number
  /** where the copies of embeddings are, one for each key */
  directory: string
  log?: ((message: string, details?: unknown) => void) | undefined
}

/** A model's embeddings in memory, with their copy on disk. */
export interface OpenVectors {
  vectors: VectorStore
  /** Brings the copy up to date in the background. It never fails: without a copy the next start only takes longer. */
  save(): void
  /** Lets go of the copy; what it lacks is made up for at the next start. */
  close(): Promise<void>
}

/**
 * All embeddings of a key, in memory. They come from the copy as far as that is proven, else from the database, which
 * has the last word: a copy with a row too many is not used at all.
 */
export async function openVectors(source: VectorSource): Promise<OpenVectors> {
  const { dimensions, log } = source
  const unusable = (error: unknown): undefined => {
    log?.('the copy of the embeddings cannot be used', error)
  }
  const file = await openCopy(source).catch(unusable)
  const proven = (file && (await readCopy(file, source).catch(unusable))) ?? new VectorStore(dimensions)
  const copied = proven.size
  const isRight = await complete(proven, source)
  const vectors = isRight ? proven : new VectorStore(dimensions)
  if (!isRight) await complete(vectors, source)
  if (!file) return { vectors, save: () => {}, close: async () => {} }
  const copy = keepUp(file, vectors, isRight ? copied : 0, source)
  copy.save()
  return { vectors, ...copy }
}

/** Adds what the database has and the store lacks. False if the store has something that the database has not. */
async function complete(vectors: VectorStore, { embeddings, key }: VectorSource): Promise<boolean> {
  while (vectors.size !== embeddings.count(key)) {
    const known = embeddings.contentIds(key)
    const missing = known.filter((contentId) => vectors.rowOf(contentId) === undefined)
    if (vectors.size + missing.length > known.length) return false
    vectors.reserve(known.length)
    for (let at = 0; at < missing.length; at += ROWS_AT_ONCE) {
      const some = embeddings.vectors(key, missing.slice(at, at + ROWS_AT_ONCE))
      for (const { contentId, vector } of some) vectors.add(contentId, vector)
      await othersFirst()
    }
  }
  return true
}
