import { expect, test } from 'vitest'
import { learnBars } from '../../src-main/engine/labels/learning/bars.ts'
import { learnDirection } from '../../src-main/engine/labels/learning/direction.ts'
import { calibrate } from '../../src-main/engine/labels/learning/platt.ts'
import { proposedLimits } from '../../src-main/engine/labels/proposal.ts'
import { statisticsOf } from '../../src-main/engine/labels/statistics.ts'
import { takeContrast, takeMinus } from '../../src-main/engine/vectors/combine.ts'
import { randomNumbers, randomUnitVector } from '../support/largeLibrary.ts'

const model = { automatic: 0.15, suggestion: 0.12, floor: 0.05 }

/** Cosines as a library has them: most photos around a middle, a few far above. */
function library(count: number, middle: number, spread: number, shown: number, from: number): Float32Array {
  const random = randomNumbers(7)
  const normal = (): number => Math.sqrt(-2 * Math.log(random() || 1)) * Math.cos(2 * Math.PI * random())
  return Float32Array.from({ length: count }, (_, at) =>
    at < shown ? from + 0.1 * spread * normal() : middle + spread * normal(),
  )
}

test('the middle and the spread of a library are told from a part of it, whatever the best photos are', () => {
  const statistics = statisticsOf(library(200_000, 0.02, 0.03, 2000, 0.4))!
  expect(statistics.median).toBeCloseTo(0.02, 2)
  expect(statistics.spread).toBeCloseTo(0.03, 2)
  expect(statistics.top).toBeGreaterThan(0.39)
  expect(statisticsOf(new Float32Array())).toBeNull()
})

test('proposed bars lie between the crowd and the photos that show it, wherever both lie', () => {
  for (const shift of [-0.1, 0, 0.05]) {
    const cosines = library(5000, shift, 0.01, 50, shift + 0.08)
    const { automatic, suggestion } = proposedLimits(statisticsOf(cosines), { ...model, floor: -1 })
    const right = cosines.filter((cosine, at) => at < 50 && cosine >= suggestion).length
    const wrong = cosines.filter((cosine, at) => at >= 50 && cosine >= suggestion).length
    expect([right, wrong]).toEqual([50, 0])
    expect(automatic).toBeGreaterThan(suggestion)
  }
})

test('a library that is too small has the bars of the model, and no bar goes above that or below the floor', () => {
  expect(proposedLimits(statisticsOf(library(99, 0, 0.01, 9, 0.1)), model)).toEqual(model)
  expect(proposedLimits(statisticsOf(new Float32Array(500)), model)).toEqual(model)
  expect(proposedLimits(statisticsOf(library(5000, 0.3, 0.1, 2000, 0.5)), model).automatic).toBe(0.15)
  expect(proposedLimits(statisticsOf(library(5000, -0.5, 0.01, 50, -0.4)), model).suggestion).toBe(0.05)
})

test('marks move the bar more than half of the way to where they are best told apart', () => {
  const values = Float32Array.of(0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
  const bars = { automatic: 0.95, suggestion: 0.95 }
  const low = learnBars(values, { accepted: [0, 1, 2], rejected: [3, 4] }, bars)
  expect(low.suggestion).toBeCloseTo(0.4 * 0.95 + 0.6 * 0.65)
  // what nobody has looked at above the bar does not count as wrong
  const high = learnBars(values, { accepted: [3], rejected: [4] }, { automatic: 0.55, suggestion: 0.45 })
  expect(high.suggestion).toBeCloseTo(0.4 * 0.45 + 0.6 * 0.55)
})

test('the automatic bar keeps away from what was rejected', () => {
  const values = Float32Array.of(0.9, 0.8, 0.7, 0.6)
  const { automatic } = learnBars(
    values,
    { accepted: [0, 3], rejected: [1, 2] },
    { automatic: 0.85, suggestion: 0.5 },
  )
  expect(automatic).toBeGreaterThan(0.8)
})

test('a calibrated score rises with the value, is even at the bar without marks, and few marks claim no certainty', () => {
  expect(calibrate([], [], 0.2, 0.05).probability(0.2)).toBe(0.5)
  const { probability, reach } = calibrate([0.3, 0.32, 0.35], [0.18, 0.2, 0.22], 0.2, 0.05)
  expect(probability(0.35)).toBeGreaterThan(0.7)
  expect(probability(0.35)).toBeLessThan(0.99)
  expect(probability(0.18)).toBeLessThan(0.4)
  expect(probability(reach(0.8))).toBeCloseTo(0.8)
  // marks that contradict the score do not turn it round
  const odd = calibrate([0.1, 0.1, 0.1], [0.4, 0.4, 0.4], 0.2, 0.05)
  expect(odd.probability(0.4)).toBeGreaterThan(odd.probability(0.1))
})

test('a direction tells photos apart that the text alone does not, and is nothing without marks', () => {
  const random = randomNumbers(3)
  const [one, other] = [randomUnitVector(64, random), randomUnitVector(64, random)]
  const near = (middle: Float32Array): Float32Array => {
    const noise = randomUnitVector(64, random)
    return middle.map((value, i) => value + 0.7 * noise[i]!)
  }
  const examples = Array.from({ length: 24 }, (_, at) => ({
    vector: near(at % 2 ? one : other),
    logit: 0,
    accepted: at % 2 === 1,
  }))
  const direction = learnDirection(examples, 64)
  const along = (vector: Float32Array): number =>
    vector.reduce((sum, value, i) => sum + value * direction[i]!, 0)
  for (let time = 0; time < 20; time++) expect(along(near(one))).toBeGreaterThan(along(near(other)))
  expect(learnDirection([], 4)).toEqual(new Float32Array(4))
})

test('a contrast that fits better takes the label away, a weaker one nothing; a minus term takes off its share', () => {
  const table = Float32Array.of(9, 0.3, 0.3)
  takeContrast(table, Float32Array.of(0.2, 0.35), 1)
  expect(table[1]).toBeCloseTo(0.3)
  expect(table[2]).toBeCloseTo(0.1)
  takeMinus(table, Float32Array.of(0.2, -0.5), 0.5, 1)
  expect(table[1]).toBeCloseTo(0.2)
  expect(table[2]).toBeCloseTo(0.1)
  expect(table[0]).toBe(9)
})
