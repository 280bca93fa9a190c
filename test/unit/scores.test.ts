import { expect, test } from 'vitest'
import { Drawers } from '../../src-main/engine/labels/drawers.ts'
import { best, countFrom, histogram, Scores, sortByScore } from '../../src-main/engine/labels/scores.ts'
import { randomNumbers } from '../support/largeLibrary.ts'

const COUNT = 5000

/** Scores of photos of which some share a row, some have none, and many have equal cosines. */
function randomScores(): { scores: Scores; cosines: number[] } {
  const random = randomNumbers(3)
  const values = Float32Array.from({ length: 2000 }, () => Math.round(random() * 60) / 200 - 0.05)
  const rows = Int32Array.from({ length: COUNT }, () => (random() < 0.1 ? -1 : Math.floor(random() * 2000)))
  return { scores: new Scores(rows, values), cosines: Array.from(rows, (row) => values[row] ?? NaN) }
}

test('counting, the best and the histogram say what looking at every photo says', () => {
  const { scores, cosines } = randomScores()
  const scored = cosines.filter((cosine) => !Number.isNaN(cosine))
  for (const least of [-Infinity, -0.01, 0.1, 0.25, Infinity])
    expect(countFrom(scores, least)).toBe(scored.filter((cosine) => cosine >= least).length)

  const ranked = sortByScore(
    [...cosines.keys()].filter((position) => !Number.isNaN(cosines[position])),
    scores,
  )
  expect(ranked.map((position) => cosines[position])).toEqual([...scored].sort((a, b) => b - a))
  for (const most of [1, 7, 60, 1000, COUNT * 2]) {
    expect(best(scores, most)).toEqual(ranked.slice(0, most))
    const above = ranked.filter((position) => cosines[position]! >= 0.2)
    expect(best(scores, most, 0.2)).toEqual(above.slice(0, most))
  }

  const [from, to] = [-0.125, 0.375]
  const bins = new Array<number>(50).fill(0)
  for (const cosine of scored)
    bins[Math.min(49, Math.max(0, Math.floor(((cosine - from) * 50) / (to - from))))]!++
  expect(histogram(scores, from, to, 50)).toEqual(bins)
})

test.each([
  ['many', randomScores().scores.values],
  ['equal ones', Float32Array.of(0.5, NaN, 0.5, 0.5)],
  ['none', Float32Array.of(NaN, NaN)],
])('drawers say what looking at every photo says: %s', (_, values) => {
  const drawers = new Drawers(values)
  const positions = [...values.keys()].filter((position) => !Number.isNaN(values[position]))
  const along = (some: number[], direction: 1 | -1): number[] =>
    some.sort((a, b) => direction * (values[a]! - values[b]!) || a - b)
  expect(drawers.count).toBe(positions.length)
  for (const most of [1, 12, 60, COUNT * 2])
    expect(drawers.best(most)).toEqual(along([...positions], -1).slice(0, most))
  for (const bar of [-Infinity, -1, -0.05, 0.1, 0.101, Math.fround(0.12), 0.25, 0.5, 1, Infinity]) {
    const from = positions.filter((position) => values[position]! >= bar)
    expect(drawers.countFrom(bar)).toBe(from.length)
    expect(drawers.positionsFrom(bar).sort((a, b) => a - b)).toEqual(from)
    if (!Number.isFinite(bar)) continue
    const below = positions.filter((position) => values[position]! < bar)
    for (const most of [1, 12, 3000]) {
      expect(drawers.nearest(bar, most, 1)).toEqual(along([...from], 1).slice(0, most))
      expect(drawers.nearest(bar, most, -1)).toEqual(along([...below], -1).slice(0, most))
    }
  }
})
