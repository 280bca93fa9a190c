import type { Inference } from '../inference/client.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Embeddings } from '../store/embeddings.ts'
import { promptHash, textsOf } from './prompts.ts'

/** What a label or a search asks of the vectors. */
export interface Query {
  /** names it: model and prompts */
  key: string
  promptHash: string
  /** one L2-normalised vector per prompt; the best counts */
  vectors: Float32Array[]
}

export interface Queries {
  /** The vectors of prompts, from memory, from the database, or from the text tower. */
  of(prompts: readonly string[]): Promise<Query>
}

/** Turns prompts into vectors; each text is embedded once per model, ever. */
export function createQueries(
  embeddings: Embeddings,
  inference: Inference,
  active: () => ActiveModel,
): Queries {
  const known = new Map<string, Query>()

  async function vectorsOf(model: ActiveModel, texts: readonly string[]): Promise<Map<string, Float32Array>> {
    const found = embeddings.texts(model.textFingerprint, model.normalisation, texts)
    const missing = texts.filter((text) => !found.has(text))
    if (missing.length === 0) return found
    const vectors = await inference.run({ kind: 'texts', text: model.text, texts: missing })
    missing.forEach((text, index) => {
      embeddings.addText(model.textFingerprint, model.normalisation, text, vectors[index]!)
      found.set(text, vectors[index]!)
    })
    return found
  }

  return {
    async of(prompts) {
      const model = active()
      const hash = promptHash(prompts, model.templates, model.text.norm)
      const key = `${model.textFingerprint}:${model.normalisation}:${hash}`
      let query = known.get(key)
      if (!query) {
        const dressed = prompts.map((prompt) => textsOf(prompt, model.templates))
        const vectors = await vectorsOf(model, [...new Set(dressed.flat())])
        query = {
          key,
          promptHash: hash,
          vectors: dressed.map((texts) => meanDirection(texts.map((text) => vectors.get(text)!))),
        }
        known.set(key, query)
        if (known.size > 1000) known.delete(known.keys().next().value!)
      }
      return query
    },
  }
}

/** The mean of unit vectors, as a unit vector. */
export function meanDirection(vectors: readonly Float32Array[]): Float32Array {
  if (vectors.length === 1) return vectors[0]!
  const sum = new Float32Array(vectors[0]!.length)
  for (const vector of vectors) for (let i = 0; i < sum.length; i++) sum[i]! += vector[i]!
  const length = Math.hypot(...sum) || 1
  return sum.map((value) => value / length)
}
