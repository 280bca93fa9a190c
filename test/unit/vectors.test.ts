import { expect, onTestFinished, test } from 'vitest'
import { createAllCores } from '../../src-main/engine/inference/allCores.ts'
import { CosineCache, type ManyCosines } from '../../src-main/engine/vectors/cosineCache.ts'
import { VectorStore } from '../../src-main/engine/vectors/vectorStore.ts'
import { randomNumbers, randomUnitVector } from '../support/largeLibrary.ts'

const random = randomNumbers(5)

function storeOf(count: number, dimensions: number, blockBytes?: number): VectorStore {
  const store = new VectorStore(dimensions, blockBytes)
  for (let contentId = 1; contentId <= count; contentId++)
    store.add(contentId, randomUnitVector(dimensions, random))
  return store
}

const queryOf = (name: string, count: number, dimensions: number, lasting = true) => ({
  key: name,
  vectors: Array.from({ length: count }, () => randomUnitVector(dimensions, random)),
  lasting,
})

function farthest(one: Float32Array, other: Float32Array): number {
  expect(one.length).toBe(other.length)
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - other[at]!)), 0)
}

test('many labels on all cores score what one label at a time does, to 1e-5', async () => {
  const allCores = createAllCores(2)
  onTestFinished(() => allCores.close())
  for (const [count, dimensions] of [
    [60_000, 16],
    [9000, 100],
  ] as const) {
    // several blocks, the last one not full, and tiles that end in the middle
    const store = storeOf(count, dimensions, 2_000_000)
    expect(store.spans(0, count).length).toBeGreaterThan(1)
    const queries = Array.from({ length: 270 }, (_, index) =>
      queryOf(String(index), 1 + (index % 3), dimensions),
    )
    let together = 0
    const counted: ManyCosines = (vectors, rows, some, tables) => {
      together += some.length
      return allCores.cosines(vectors, rows, some, tables)
    }
    const cache = new CosineCache(store, counted)
    // asked twice at once, computed once
    await Promise.all([cache.prepare(queries), cache.prepare(queries)])
    expect(together).toBe(queries.length)
    const alone = new CosineCache(store)
    for (const query of queries) expect(farthest(cache.best(query), alone.best(query))).toBeLessThan(1e-5)
  }
})

test('scores that all cores cannot compute are computed all the same', async () => {
  const store = storeOf(1000, 16)
  const queries = Array.from({ length: 1200 }, (_, index) => queryOf(String(index), 1, 16))
  const cache = new CosineCache(store, () => Promise.resolve(false))
  await cache.prepare(queries)
  const alone = new CosineCache(store)
  for (const query of queries) expect(cache.best(query)).toEqual(alone.best(query))
})

test('photos that arrive while scores are computed are scored too', async () => {
  const store = storeOf(2000, 16)
  const queries = Array.from({ length: 600 }, (_, index) => queryOf(String(index), 1, 16))
  const allCores = createAllCores(1)
  onTestFinished(() => allCores.close())
  const cache = new CosineCache(store, async (vectors, rows, some, tables) => {
    const isDone = await allCores.cosines(vectors, rows, some, tables)
    for (let contentId = 2001; contentId <= 5000; contentId++)
      store.add(contentId, randomUnitVector(16, random))
    return isDone
  })
  await cache.prepare(queries)
  const alone = new CosineCache(store)
  for (const query of queries) expect(farthest(cache.best(query), alone.best(query))).toBeLessThan(1e-5)
  expect(cache.best(queries[0]!)).toHaveLength(5000)
})

/** A store that counts how often it is gone through. */
function countedStore() {
  const store = storeOf(100, 16)
  const scan = store.cosines.bind(store)
  const counted = { store, scans: 0 }
  store.cosines = (...all) => {
    counted.scans++
    scan(...all)
  }
  return counted
}

test('where memory is short, so many labels are kept as are scored together, and no more', async () => {
  const counted = countedStore()
  const cache = new CosineCache(counted.store, undefined, { lastingBytes: 0, mostTogether: 5 })
  const labels = Array.from({ length: 8 }, (_, index) => queryOf(String(index), 1, 16))
  await cache.prepare(labels)
  expect(counted.scans, 'more would push out the first before they are used').toBe(5)
  for (const label of labels.slice(0, 5)) cache.best(label)
  expect(counted.scans).toBe(5)
  cache.best(labels[5]!)
  cache.best(labels[0]!)
  expect(counted.scans, 'a sixth one takes the place of the first').toBe(7)
})

test('previews come and go; the scores of labels stay', async () => {
  const counted = countedStore()
  const { store } = counted
  const cache = new CosineCache(store)
  const labels = Array.from({ length: 200 }, (_, index) => queryOf(`label ${index}`, 1, 16))
  await cache.prepare(labels)
  for (let index = 0; index < 1000; index++) cache.best(queryOf(`preview ${index}`, 1, 16, false))
  const preview = queryOf('became a label', 1, 16, false)
  cache.best(preview)
  counted.scans = 0
  for (const label of labels) cache.best(label)
  cache.best({ ...preview, lasting: true })
  expect(counted.scans).toBe(0)
  cache.best(queryOf('preview 0', 1, 16, false))
  expect(counted.scans).toBe(1)
})

test('each row has a checksum that any changed bit changes', () => {
  const store = storeOf(50, 40, 4096)
  const before = store.checksums(0, 50)
  expect(new Set(before).size).toBe(50)
  for (let change = 0; change < 500; change++) {
    const row = Math.floor(random() * 50)
    const bits = new Uint32Array(store.vector(row).buffer, store.vector(row).byteOffset, 40)
    const at = Math.floor(random() * 40)
    const flipped = 1 << Math.floor(random() * 32)
    bits[at]! ^= flipped
    const changed = store.checksums(0, 50)
    expect([...changed.keys()].filter((index) => changed[index] !== before[index])).toEqual([row])
    bits[at]! ^= flipped
  }
  expect(store.checksums(0, 50)).toEqual(before)
})
