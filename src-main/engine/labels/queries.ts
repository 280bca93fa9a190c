import type { Inference } from '../inference/client.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Embeddings } from '../store/embeddings.ts'
import { promptHash, textsOf } from './prompts.ts'

/** Texts that one task of the inference process embeds: others do not wait for long. */
const TEXTS_AT_ONCE = 16
/** Texts and queries that are remembered though nothing is stored of them: about 3 kB each. */
const REMEMBERED = 1000

/** What a label or a search asks of the vectors. */
export interface Query {
  /** names it: model and prompts */
  key: string
  promptHash: string
  /** one L2-normalised vector per prompt; the best counts */
  vectors: Float32Array[]
  /** false: words that are only tried, of which nothing is stored */
  lasting: boolean
}

export interface Queries {
  /**
   * The vectors of several lists of prompts, from memory, from the database, or from the text tower. Lasting ones are
   * stored, so that each of their texts is embedded once per model, ever.
   */
  of(prompts: readonly (readonly string[])[], lasting: boolean): Promise<Query[]>
}

export function createQueries(
  embeddings: Embeddings,
  inference: Inference,
  active: () => ActiveModel,
): Queries {
  const known = new Map<string, Query>()
  /** vectors of texts that were only tried, by model and text */
  const tried = new Map<string, Float32Array>()

  async function vectorsOf(
    model: ActiveModel,
    texts: readonly string[],
    lasting: boolean,
  ): Promise<Map<string, Float32Array>> {
    const { textFingerprint, normalisation } = model
    const vectors = embeddings.texts(textFingerprint, normalisation, texts)
    const unstored = texts.filter((text) => !vectors.has(text))
    const nameOf = (text: string): string => `${textFingerprint}:${normalisation}:${text}`
    for (const text of unstored) {
      const vector = tried.get(nameOf(text))
      if (vector) vectors.set(text, vector)
    }
    const missing = unstored.filter((text) => !vectors.has(text))
    for (let at = 0; at < missing.length; at += TEXTS_AT_ONCE) {
      const some = missing.slice(at, at + TEXTS_AT_ONCE)
      const answer = await inference.run({ kind: 'texts', text: model.text, texts: some })
      some.forEach((text, index) => vectors.set(text, answer[index]!))
    }
    for (const text of unstored)
      if (lasting) embeddings.addText(textFingerprint, normalisation, text, vectors.get(text)!)
      else remember(tried, nameOf(text), vectors.get(text)!)
    return vectors
  }

  return {
    async of(prompts, lasting) {
      const model = active()
      const wanted = prompts.map((list) => {
        const hash = promptHash(list, model.templates, model.text.norm)
        const key = `${model.textFingerprint}:${model.normalisation}:${hash}`
        const query = known.get(key)
        const texts = list.map((prompt) => textsOf(prompt, model.templates))
        return { key, hash, texts, query: query && (query.lasting || !lasting) ? query : undefined }
      })
      const unknown = wanted.filter(({ query }) => !query).flatMap(({ texts }) => texts.flat())
      const vectors = await vectorsOf(model, [...new Set(unknown)], lasting)
      return wanted.map(({ key, hash, texts, query }) => {
        const asked = query ?? {
          key,
          promptHash: hash,
          vectors: texts.map((some) => meanDirection(some.map((text) => vectors.get(text)!))),
          lasting,
        }
        remember(known, key, asked)
        return asked
      })
    },
  }
}

/** Sets the newest entry of a map that forgets the oldest. */
function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key)
  map.set(key, value)
  if (map.size > REMEMBERED) map.delete(map.keys().next().value!)
}

/** The mean of unit vectors, as a unit vector. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  if (vectors.length === 1) return vectors[0]!
  const sum = new Float32Array(vectors[0]!.length)
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}
