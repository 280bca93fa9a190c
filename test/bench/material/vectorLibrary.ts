import { noFacts } from '../../../src-main/engine/media/metadata/facts.ts'
import { createHash } from 'node:crypto'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fingerprintOf } from '../../../src-main/engine/models/fingerprint.ts'
import { readModelFolder } from '../../../src-main/engine/models/modelFolder.ts'
import type { EmbeddingKey } from '../../../src-main/engine/store/embeddings.ts'
import { openStore, type Store } from '../../../src-main/engine/store/store.ts'
import { made } from './cache.ts'
import { makeLibrary } from './library.ts'
import { modelFolder } from './modelFolder.ts'
import { seeded } from './random.ts'

/** Numbers of one vector: what base models give. */
export const DIMENSIONS = 768
const VECTOR_BYTES = DIMENSIONS * 4
const PER_TRANSACTION = 10_000
const DAY = 86_400_000

/** What the main model's embeddings are stored under. */
export async function embeddingKey(store: Store, cache: string): Promise<EmbeddingKey> {
  const { vision, visionFiles } = readModelFolder(await modelFolder('p16', 'int8', cache))
  return { tower: await fingerprintOf(visionFiles.all, store.settings), preprocessing: vision.processor.id }
}

/** A library of so many photos that were indexed with the main model, though no file is there; its vectors are random. */
export async function vectorLibrary(photos: number, cache: string): Promise<string> {
  const model = await modelFolder('p16', 'int8', cache)
  // another treatment of pictures is another key: a library of its own
  const version = createHash('sha256')
    .update(readModelFolder(model).vision.processor.id)
    .digest('hex')
    .slice(0, 8)
  const megabytes = (photos * VECTOR_BYTES * 2.5) / 1e6
  return made(join(cache, `library-${photos}-${version}`), megabytes, async (folder) => {
    await makeLibrary(folder, model)
    const store = openStore(folder)
    fill(store, photos, await embeddingKey(store, cache))
    store.close()
  })
}

function fill(store: Store, photos: number, key: EmbeddingKey): void {
  const random = seeded(photos)
  const root = store.roots.add('/photos of nobody', 0)
  for (let first = 0; first < photos; first += PER_TRANSACTION)
    store.transaction(() => {
      for (let index = first; index < Math.min(first + PER_TRANSACTION, photos); index++) {
        const taken = new Date(Date.UTC(2005, 0, 1) + Math.floor(random() * 7300) * DAY)
        const path = `${taken.getUTCFullYear()}/${taken.getUTCMonth() + 1}/${index}.jpg`
        store.photos.add(root.id, { path, bytes: 1_000_000 + index, modifiedAt: taken.getTime() })
        const content = store.photos.setContent(store.photos.idAt(root.id, path)!, `bench-${index}`, {
          ...noFacts,
          ...{ format: 'jpeg', width: 4000, height: 3000, corners: 0 },
          takenAt: taken.toISOString().slice(0, 19),
        })
        store.embeddings.add(key, content, unitVector(random), 'fast')
      }
    })
}

/** A vector of length 1 in a random direction. */
export function unitVector(random: () => number): Float32Array {
  const vector = new Float32Array(DIMENSIONS)
  let squares = 0
  for (let i = 0; i < DIMENSIONS; i++) {
    vector[i] = random() + random() - 1
    squares += vector[i]! ** 2
  }
  const length = Math.sqrt(squares)
  for (let i = 0; i < DIMENSIONS; i++) vector[i]! /= length
  return vector
}

/** A plain file as large as so many vectors. */
export function vectorFile(vectors: number, cache: string): Promise<string> {
  return made(join(cache, `vectors-${vectors}.f32`), (vectors * VECTOR_BYTES) / 1e6, (path) => {
    const some = Buffer.alloc(1000 * VECTOR_BYTES, unitVectorBytes())
    const file = openSync(path, 'w')
    for (let written = 0; written < vectors; written += 1000)
      writeSync(file, some, 0, Math.min(1000, vectors - written) * VECTOR_BYTES)
    closeSync(file)
  })
}

const unitVectorBytes = (): Uint8Array => new Uint8Array(unitVector(seeded(1)).buffer)
