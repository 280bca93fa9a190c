import { describe, expect, it, test } from 'vitest'
import { rangeOf } from '../../src-main/engine/rules/dates.ts'
import { leastStanding } from '../../src-main/engine/rules/cutOff.ts'
import { evaluate, type FindCondition } from '../../src-main/engine/rules/evaluate.ts'
import { timeOfDay } from '../../src-shared/days.ts'
import { readMeaning, writeMeaning } from '../../src-shared/rules/meaningText.ts'
import { placeOf, rule as ruleSchema } from '../../src-shared/rules/rule.ts'
import type { Rule } from '../../src-shared/rules/tree.ts'
import { seeded } from '../support/seeded.ts'

function problemsOf(value: unknown): string[] {
  const read = ruleSchema.safeParse(value)
  if (read.success) return []
  return read.error.issues.map(({ path, message }) => `${placeOf(path as never)}: ${message}`)
}

describe('a rule', () => {
  it('is taken as it is written, however deep', () => {
    const rule: Rule = {
      all: [
        {
          any: [
            { label: 'Dog', score: 0.4 },
            { tag: 'Animals', is: 'accepted' },
          ],
        },
        { none: [{ camera: 'Scanner' }, { all: [{ rating: { to: 2 } }, { has: 'gps' }] }] },
        { meaning: [{ text: 'beach' }, { text: 'people', weight: -1 }], top: 20 },
        { taken: { from: '2024', to: '2024-06' } },
      ],
    }
    expect(ruleSchema.parse(rule)).toEqual(rule)
  })

  it.each([
    [{ tags: 'Beach' }, /^: "tags" is not known \(did you mean "tag"\?\)/],
    [{ all: [{ tag: 'Beach', shape: 1 }] }, /^all\[0\]: "shape" is not known here/],
    [{ all: [{ tag: 'A' }, { tag: 'B', camera: 'C' }] }, /^all\[1\]: has both "tag" and "camera"/],
    [{ any: [] }, /^any: is empty/],
    [{ all: [{ tag: 'A' }], note: 'x' }, /^: "note" is not known beside "all"/],
    [[{ tag: 'A' }], /^: is not a rule/],
    [{ meaning: 'x', score: 0.5, top: 3 }, /has both "score" and "top"/],
    [{ meaning: [{ text: 'a' }, { text: 'b' }], score: 0.5 }, /"score" is of a single text/],
    [{ taken: { from: '2024-02-30' } }, /^taken\.from: is no day/],
    [{ taken: { last: { days: 3, weeks: 1 } } }, /^taken\.last: needs one of/],
    [{ rating: { from: 6 } }, /^rating\.from: is more than 5/],
  ])('with a mistake says where and what: %j', (value, problem) => {
    expect(problemsOf(value)[0]).toMatch(problem)
  })

  it.each([
    [{ taken: { from: '2024-06', to: '2024-05' } }, /"from" is after "to"/],
    [{ rating: { from: 4, to: 2 } }, /"from" is more than "to"/],
    [
      { all: [{ taken: { to: '2020' } }, { all: [{ taken: { from: '2021' } }] }] },
      /^all\[1\]\.all\[0\]: no day is in/,
    ],
    [{ any: [{ all: [{ rating: { to: 1 } }, { rating: { from: 4 } }] }] }, /^any\[0\]\.all\[1\]: no rating/],
    [{ all: [{ orientation: 'portrait' }, { orientation: 'square' }] }, /no photo has two orientations/],
    [{ all: [{ flag: 'picked' }, { flag: 'none' }] }, /no photo has two flags/],
    [
      { all: [{ tag: 'A' }, { none: [{ tag: 'B' }, { tag: 'A' }] }] },
      /^all\[1\]\.none\[1\]: is excluded here and wanted/,
    ],
  ])('that contradicts itself is refused: %j', (value, problem) => {
    expect(problemsOf(value)[0]).toMatch(problem)
  })

  it('with alternatives that differ contradicts nothing', () => {
    expect(problemsOf({ any: [{ taken: { to: '2020' } }, { taken: { from: '2021' } }] })).toEqual([])
  })
})

test('groups combine what their conditions find, and the best so many are chosen among what is left', () => {
  const sets: Record<string, number[]> = { a: [1, 1, 1, 0, 0], b: [0, 1, 1, 1, 0] }
  const ranks = Float32Array.of(9, 2, 3, 8, 7)
  const find: FindCondition = (condition, among) => {
    if (!('meaning' in condition))
      return { holds: Uint8Array.from(sets[(condition as { tag: string }).tag]!) }
    const best = [...ranks.keys()].filter((at) => among[at]).sort((x, y) => ranks[y]! - ranks[x]!)[0]
    return { holds: ranks.map((_, at) => Number(at === best)) as never, rank: ranks }
  }
  const found = (rule: Rule): number[] => {
    const { holds } = evaluate(rule, new Uint8Array(5).fill(1), find)
    return [...holds.keys()].filter((at) => holds[at])
  }
  const [a, b, best] = [{ tag: 'a' }, { tag: 'b' }, { meaning: 'x', top: 1 }]
  expect(found({ all: [a, b] })).toEqual([1, 2])
  expect(found({ any: [a, b] })).toEqual([0, 1, 2, 3])
  expect(found({ none: [a] })).toEqual([3, 4])
  expect(found({ all: [b, { none: [a] }] })).toEqual([3])
  expect(found(best)).toEqual([0])
  expect(found({ all: [best, { none: [a] }] })).toEqual([3])
})

describe('dates', () => {
  const days = (first: string, last: string) => ({
    first: timeOfDay(first)!.first,
    last: timeOfDay(last)!.last,
  })
  /** a Sunday */
  const now = new Date(2024, 2, 31, 15, 30)

  it.each([
    [{ from: '2023-02', to: '2023' }, days('2023-02-01', '2023-12-31')],
    [{ last: { days: 1 } }, days('2024-03-31', '2024-03-31')],
    [{ last: { weeks: 2 } }, days('2024-03-18', '2024-03-31')],
    [{ last: { months: 1 } }, days('2024-03-01', '2024-03-31')],
    [{ last: { years: 1 } }, days('2023-04-01', '2024-03-31')],
    [{ during: 'yesterday' as const }, days('2024-03-30', '2024-03-30')],
    [{ during: 'this week' as const }, days('2024-03-25', '2024-03-31')],
    [{ during: 'last week' as const }, days('2024-03-18', '2024-03-24')],
    [{ during: 'last month' as const }, days('2024-02-01', '2024-02-29')],
    [{ during: 'last year' as const }, days('2023', '2023')],
    [{ during: 'last summer' as const }, days('2023-06-01', '2023-08-31')],
    [{ during: 'this spring' as const }, days('2024-03-01', '2024-05-31')],
    [{ during: 'last spring' as const }, days('2023-03-01', '2023-05-31')],
    [{ during: 'last winter' as const }, days('2023-12-01', '2024-02-29')],
    [{ during: 'last sunday' as const }, days('2024-03-24', '2024-03-24')],
    [{ during: 'last saturday' as const }, days('2024-03-30', '2024-03-30')],
    [{ during: 'last monday' as const }, days('2024-03-25', '2024-03-25')],
    [{ during: 'this year' as const, to: '2024-01' }, days('2024-01-01', '2024-01-31')],
  ])('%j as seen from 31 March 2024', (taken, range) => {
    expect(rangeOf(taken, now)).toEqual(range)
  })
})

describe('words with plus and minus', () => {
  it.each([
    ['kids on a beach', 'kids on a beach'],
    ['a t-shirt', 'a t-shirt'],
    ['beach + sunset - people', [{ text: 'beach' }, { text: 'sunset' }, { text: 'people', weight: -1 }]],
    [
      '2 * beach -dogs',
      [
        { text: 'beach', weight: 2 },
        { text: 'dogs', weight: -1 },
      ],
    ],
    ['like:12 - 0.5 * snow', [{ photo: 12 }, { text: 'snow', weight: -0.5 }]],
    ['-rain', [{ text: 'rain', weight: -1 }]],
  ])('%s', (text, meaning) => {
    expect(readMeaning(text)).toEqual(meaning)
    expect(readMeaning(writeMeaning(meaning))).toEqual(meaning)
  })
})

describe('the cut-off', () => {
  /** normal noise, and some that stand out */
  function scores(noise: number, fits: number, at: number): Float32Array {
    const random = seeded(7)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return Float32Array.from({ length: noise + fits }, (_, index) =>
      index < noise ? normal() : at + normal() / 2,
    )
  }
  it.each([
    [300, 12, 7],
    [10_000, 12, 7],
    [100_000, 2000, 8],
  ])('among %i photos shows the %i that stand out', (noise, fits, at) => {
    const standings = scores(noise, fits, at)
    const least = leastStanding(standings)
    const shown = standings.filter((standing) => standing >= least)
    expect(shown.length).toBeGreaterThanOrEqual(fits * 0.9)
    expect(shown.length).toBeLessThanOrEqual(fits * 1.1 + 2)
  })

  it('of a few photos hides none, and photos without an embedding are not counted', () => {
    expect(leastStanding(Float32Array.of(1, 2, 3))).toBe(-Infinity)
    const standings = scores(300, 12, 7)
    const withGaps = new Float32Array(standings.length * 2).fill(NaN)
    withGaps.set(standings)
    expect(leastStanding(withGaps)).toBe(leastStanding(standings))
  })
})
