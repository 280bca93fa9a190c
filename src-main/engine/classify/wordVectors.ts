import type { Inference } from '../inference/client.ts'
import { meanDirection } from '../labels/queries.ts'
import { textsOf } from '../labels/prompts.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Embeddings } from '../store/embeddings.ts'
import { Recent } from './recent.ts'

/** Texts whose vectors are kept in memory: some KB each. */
const KEPT = 2000

/** A label with what the text tower made of it. */
export interface Words {
  label: string
  texts: string[]
  /** L2-normalised */
  vector: Float32Array
}
/** What reads the words, and what their vectors are stored under. */
type TextReader = Pick<ActiveModel, 'text' | 'textFingerprint' | 'normalisation'>
export type WordVectors = (
  model: TextReader,
  labels: readonly string[],
  templates: readonly string[],
) => Promise<Words[]>

/**
 * Vectors of words that are only tried: those of the library's labels are at hand, new ones are computed and kept in
 * memory alone. What somebody types letter by letter would fill the database.
 */
export function createWordVectors(embeddings: Pick<Embeddings, 'texts'>, inference: Inference): WordVectors {
  const recent = new Recent<Float32Array>(KEPT)

  async function vectorsOf(
    { text: tower, textFingerprint, normalisation }: TextReader,
    texts: readonly string[],
  ): Promise<Map<string, Float32Array>> {
    const keyOf = (text: string): string => `${textFingerprint}:${normalisation}:${text}`
    const found = new Map<string, Float32Array>()
    for (const text of texts) {
      const vector = recent.get(keyOf(text))
      if (vector) found.set(text, vector)
    }
    const unseen = texts.filter((text) => !found.has(text))
    for (const [text, vector] of embeddings.texts(textFingerprint, normalisation, unseen))
      found.set(text, vector)
    const missing = texts.filter((text) => !found.has(text))
    const vectors =
      missing.length > 0 ? await inference.run({ kind: 'texts', text: tower, texts: missing }) : []
    missing.forEach((text, index) => found.set(text, vectors[index]!))
    for (const [text, vector] of found) recent.set(keyOf(text), vector)
    return found
  }

  return async (model, labels, templates) => {
    const dressed = labels.map((label) => ({ label, texts: textsOf(label, templates) }))
    const vectors = await vectorsOf(model, [...new Set(dressed.flatMap(({ texts }) => texts))])
    return dressed.map(({ label, texts }) => ({
      label,
      texts,
      vector: meanDirection(texts.map((text) => vectors.get(text)!)),
    }))
  }
}
