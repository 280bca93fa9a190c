import { noFacts } from '../../src-main/engine/media/metadata/facts.ts'
import { fingerprintOf } from '../../src-main/engine/models/fingerprint.ts'
import { readModelFolder } from '../../src-main/engine/models/modelFolder.ts'
import type { EmbeddingKey } from '../../src-main/engine/store/embeddings.ts'
import { openStore, type Store } from '../../src-main/engine/store/store.ts'

export interface LargeLibrary {
  photos: number
  /** numbers of one vector */
  dimensions: number
  /** what the embeddings are stored under: `embeddingKeyOf` a model folder */
  key: EmbeddingKey
  /** one photo in so many is a copy of the one before it; default: none */
  copyEvery?: number
}

const PER_TRANSACTION = 10_000
const DAY = 86_400_000

/** Random numbers from 0 to 1, the same ones for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}

/** A vector of length 1 in a random direction. */
export function randomUnitVector(dimensions: number, random: () => number): Float32Array {
  const vector = new Float32Array(dimensions)
  let sum = 0
  for (let i = 0; i < dimensions; i++) {
    vector[i] = random() - 0.5
    sum += vector[i]! ** 2
  }
  const length = Math.sqrt(sum)
  for (let i = 0; i < dimensions; i++) vector[i]! /= length
  return vector
}

/** What a model's image embeddings are stored under in this library. */
export async function embeddingKeyOf(modelFolder: string, store: Store): Promise<EmbeddingKey> {
  const { vision, visionFiles } = readModelFolder(modelFolder)
  return { tower: await fingerprintOf(visionFiles.all, store.settings), preprocessing: vision.processor.id }
}

/**
 * Fills a library with photos that were indexed, though no file is there: a root, photos in folders by month, contents,
 * and random embeddings. About 40 seconds for a million of 768 numbers; none may be open on the folder.
 */
export async function fillLibrary(
  dataDir: string,
  describe: (store: Store) => Promise<LargeLibrary> | LargeLibrary,
): Promise<void> {
  const store = openStore(dataDir)
  try {
    const { photos, dimensions, key, copyEvery = Infinity } = await describe(store)
    const random = randomNumbers(1)
    const root = store.roots.add('/photos of nobody', 0)
    for (let first = 0; first < photos; first += PER_TRANSACTION)
      store.transaction(() => {
        for (let index = first; index < Math.min(first + PER_TRANSACTION, photos); index++) {
          const taken = new Date(Date.UTC(2005, 0, 1) + Math.floor(random() * 7300 * DAY))
          const path = `${taken.toISOString().slice(0, 7).replace('-', '/')}/IMG_${index}.jpg`
          store.photos.add(root.id, { path, bytes: 1_000_000 + index, modifiedAt: taken.getTime() })
          const isCopy = index % copyEvery === copyEvery - 1
          const portrait = random() < 0.3
          const contentId = store.photos.setContent(
            store.photos.idAt(root.id, path)!,
            `content ${isCopy ? index - 1 : index}`,
            {
              ...noFacts,
              format: 'jpeg',
              width: portrait ? 3000 : 4000,
              height: portrait ? 4000 : 3000,
              corners: Math.floor(random() * 2 ** 48),
              takenAt: taken.toISOString().slice(0, 19),
            },
          )
          store.embeddings.add(key, contentId, randomUnitVector(dimensions, random), 'exact')
        }
      })
  } finally {
    store.close()
  }
}
