import { expect, test } from 'vitest'
import { cosineOf, scoreOf, sigmoid, softmax } from '../../src-shared/score.ts'
import { CosineCache } from '../../src-main/engine/vectors/cosineCache.ts'
import { VectorStore } from '../../src-main/engine/vectors/vectorStore.ts'

const siglip2 = { logitScale: 112.6689, logitBias: -16.771724700927734 }

test('raw scores are those of SIGLIP2.md section 4, and thresholds map back to cosines', () => {
  expect(scoreOf(0.149, siglip2)).toBeCloseTo(0.5, 1)
  expect(cosineOf(0.5, siglip2)).toBeCloseTo(0.14886, 4)
  expect(cosineOf(0.01, siglip2)).toBeCloseTo(0.108, 3)
  expect([cosineOf(0, siglip2), cosineOf(1, siglip2)]).toEqual([-Infinity, Infinity])
  expect([sigmoid(-1000), sigmoid(0), sigmoid(1000)]).toEqual([0, 0.5, 1])
})

test('a threshold beyond the scores is never reached, one below always', () => {
  expect([cosineOf(Infinity, siglip2), cosineOf(-1, siglip2)]).toEqual([Infinity, -Infinity])
})

test('shares of a choice add up to one, and survive logits that overflow', () => {
  const shares = softmax([Math.log(1), Math.log(2), Math.log(5)])
  shares.forEach((share, index) => expect(share).toBeCloseTo([0.125, 0.25, 0.625][index]!, 12))
  expect(softmax([1000, 1000, -1000])).toEqual([0.5, 0.5, 0])
  expect(softmax([3])).toEqual([1])
})

/** Unit vectors from a linear congruential generator. */
function vectors(count: number, dimensions: number): Float32Array[] {
  let seed = 1
  const next = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff - 0.5
  return Array.from({ length: count }, () => {
    const vector = Float32Array.from({ length: dimensions }, next)
    const length = Math.hypot(...vector)
    return vector.map((value) => value / length)
  })
}

test('cosines are exact for any width, and cached ones follow photos that are added later', () => {
  for (const dimensions of [7, 64, 257]) {
    const all = vectors(3000, dimensions)
    const [first, second] = vectors(2, dimensions) as [Float32Array, Float32Array]
    const dot = (a: Float32Array, b: Float32Array): number =>
      a.reduce((sum, value, i) => sum + value * b[i]!, 0)
    const best = all.map((vector) => Math.max(dot(vector, first), dot(vector, second)))
    // blocks of some hundred rows, so that a scan crosses their borders
    const store = new VectorStore(dimensions, 300_000)
    const cache = new CosineCache(store)
    all.slice(0, 100).forEach((vector, index) => store.add(index + 1, vector))
    const query = { key: 'key', vectors: [first, second], lasting: true }
    expect(cache.best(query)).toHaveLength(100)
    all.slice(100).forEach((vector, index) => store.add(index + 101, vector))
    const found = cache.best(query)
    expect(Math.max(...found.map((value, row) => Math.abs(value - best[row]!)))).toBeLessThan(1e-5)
    expect(store.rowOf(3000)).toBe(2999)
  }
})
