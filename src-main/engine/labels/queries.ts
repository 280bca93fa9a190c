import type { MinusTerm } from '../../../src-shared/schemas/formula.ts'
import type { Inference } from '../inference/client.ts'
import type { ActiveModel } from '../models/models.ts'
import type { Embeddings } from '../store/embeddings.ts'
import type { CosineQuery } from '../vectors/cosineCache.ts'
import { promptHash, textsOf } from './prompts.ts'

/** Texts that one task of the inference process embeds: others do not wait for long. */
const TEXTS_AT_ONCE = 16
/** Texts and queries that are remembered though nothing is stored of them: about 3 kB each. */
const REMEMBERED = 1000

/** What a label or a search asks, in words or by photos. */
export interface Ask {
  prompts: readonly string[]
  contrast?: readonly string[]
  minus?: readonly MinusTerm[]
  /** instead of prompts: contents whose mean direction is asked for */
  contents?: readonly number[]
}

/** The same as vectors. */
export interface Query extends CosineQuery {
  promptHash: string
  /** one L2-normalised vector per prompt; the best counts */
  vectors: Float32Array[]
}

/** A query whose texts have no vectors yet: for each prompt, what stands for it. */
interface Dressed extends Pick<Query, 'key' | 'promptHash'> {
  texts: string[][]
  contrast: string[][]
  less: { texts: string[]; weight: number }[]
}

export interface Queries {
  /**
   * The vectors of what is asked, from memory, from the database, or from the text tower. Lasting ones are stored, so that
   * each of their texts is embedded once per model, ever.
   */
  of(asks: readonly Ask[], lasting: boolean): Promise<Query[]>
}

export function createQueries(
  embeddings: Embeddings,
  inference: Inference,
  active: () => ActiveModel,
  imageVector: (contentId: number) => Float32Array | undefined,
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

  /** The mean of photos; it has no length while none of them was looked at. */
  function ofPhotos(contents: readonly number[], lasting: boolean): Query {
    const { dimensions, embeddingKey } = active()
    const vectors = contents.flatMap((contentId) => imageVector(contentId) ?? [])
    const hash = `photos:${promptHash(contents.map(String), [], 'raw')}`
    const key = `${embeddingKey.tower}:${embeddingKey.preprocessing}:${hash}:${vectors.length}`
    const mean = vectors.length > 0 ? meanDirection(vectors) : new Float32Array(dimensions)
    return { key, promptHash: hash, vectors: [mean], lasting }
  }

  return {
    async of(asks, lasting) {
      const model = active()
      const dressed = (prompts: readonly string[]): string[][] =>
        prompts.map((prompt) => textsOf(prompt, model.templates))
      const wanted = asks.map((ask): Query | Dressed => {
        if (ask.contents?.length) return ofPhotos(ask.contents, lasting)
        const { prompts, contrast = [], minus = [] } = ask
        const isPlain = contrast.length === 0 && minus.length === 0
        const asked = isPlain ? prompts : [...prompts, JSON.stringify({ contrast, minus })]
        const hash = promptHash(asked, model.templates, model.text.norm)
        const key = `${model.textFingerprint}:${model.normalisation}:${hash}`
        const query = known.get(key)
        if (query && (query.lasting || !lasting)) return query
        const less = minus.map(({ text, weight }) => ({ texts: textsOf(text, model.templates), weight }))
        return { key, promptHash: hash, texts: dressed(prompts), contrast: dressed(contrast), less }
      })
      const unknown = wanted.flatMap((one) =>
        'texts' in one ? [...one.texts, ...one.contrast, ...one.less.map(({ texts }) => texts)].flat() : [],
      )
      const vectors = await vectorsOf(model, [...new Set(unknown)], lasting)
      const direction = (some: readonly string[]): Float32Array =>
        meanDirection(some.map((text) => vectors.get(text)!))
      const embedded = ({ key, promptHash, texts, contrast, less }: Dressed): Query => ({
        ...{ key, promptHash, lasting },
        vectors: texts.map(direction),
        contrast: contrast.map(direction),
        minus: less.map(({ texts: some, weight }) => ({ vector: direction(some), weight })),
      })
      return wanted.map((one) => {
        const asked = 'texts' in one ? embedded(one) : one
        remember(known, asked.key, asked)
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
