import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canReadProcesses } from './machine/processes.ts'
import { temporaryFolder } from '../support/library.ts'
import { parseArguments } from './arguments.ts'
import type { Report } from './report.ts'
import { goalText, meets } from './row.ts'
import { slope } from './statistics.ts'
import { comparisonTable, reportTable } from './table.ts'

function bench(cache: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'bench.ts'), ...args],
    { encoding: 'utf8', env: { ...process.env, LUMITAG_BENCH_CACHE: cache } },
  )
  return { code: status, out: stdout, err: stderr }
}

const report = (values: Record<string, number>): Report => ({
  ...{ madeAt: '2026-01-01T00:00:00Z', quick: false, machine: {}, limits: {} },
  rows: Object.entries(values).map(([id, value]) => ({
    ...{ id, value, unit: id.endsWith('_ms') ? 'ms' : 'ratio', figures: { rounds: 3 } },
    goal: goalText(id.endsWith('_ms') ? { atMost: 50 } : { atLeast: 0.9 }),
  })),
  leftOut: [],
})

describe('the command line', () => {
  const ids = ['one', 'two']

  test('names rows, files and a quick run', () => {
    expect(parseArguments(['--only', 'one,two', '--json', 'a.json', '--quick'], ids)).toEqual({
      ...{ only: ids, json: 'a.json', compare: null, quick: true, help: false },
    })
    expect(parseArguments([], ids).only).toEqual([])
  })

  test.each([
    [['--only', 'three'], 'There is no row three. There are: one, two'],
    [['--only', ','], '--only names no row.'],
    [['--only'], "Option '--only <value>' argument missing"],
    [['--fast'], "Unknown option '--fast'"],
    [['one'], "Unexpected argument 'one'"],
    [['--json', '/nowhere/at/all.json'], '--json: the folder /nowhere/at is not there.'],
  ])('is refused where it is wrong: %s', (args, words) => {
    expect(() => parseArguments(args, ids)).toThrow(words)
  })
})

test('goals are floors or ceilings, and say so', () => {
  expect(goalText({ atLeast: 0.9 })).toBe('>= 0.9')
  expect([meets(0.9, '>= 0.9'), meets(0.89, '>= 0.9')]).toEqual([true, false])
  expect([meets(50, '<= 50'), meets(51, '<= 50')]).toEqual([true, false])
})

test('the table shows each value with its goal, what it missed, and what was left out', () => {
  const made = report({ index: 0.85, gap_ms: 12 })
  made.leftOut.push({ id: 'peer', reason: 'No registry.' })
  expect(reportTable(made).split('\n')).toEqual([
    'Row     Value  Goal',
    'index   0.85   >= 0.9  MISS',
    '    rounds 3',
    'gap_ms  12 ms  <= 50   pass',
    '    rounds 3',
    'peer: left out. No registry.',
    '1 of 2 goals met.',
  ])
})

test('a comparison tells better from worse by the direction of the goal', () => {
  const [old, now] = [
    report({ index: 0.8, gap_ms: 10, gone: 1 }),
    report({ index: 0.9, gap_ms: 20, fresh: 1 }),
  ]
  expect(comparisonTable(old, now).split('\n')).toEqual([
    'Row     Old  New  New / old',
    'index   0.8  0.9  1.13       better',
    'gap_ms  10   20   2          worse',
    'fresh   -    1    -          new',
    'Not measured this time: gone',
  ])
})

test('a slope is that of the line with the least error', () => {
  expect(slope([1, 2, 3, 4].map((x) => ({ x, y: 5 + 2 * x })))).toBeCloseTo(2)
  expect(
    slope([
      { x: 0, y: 1 },
      { x: 1, y: 0 },
      { x: 2, y: 5 },
    ]),
  ).toBeCloseTo(2)
})

test('rows are measured with the product itself, written down and compared', () => {
  const folder = temporaryFolder()
  const json = join(folder, 'report.json')
  const ids = ['scan_one_label_100k', ...(canReadProcesses ? ['rss_slope'] : [])]
  const first = bench(join(folder, 'cache'), '--quick', '--only', ids.join(), '--json', json)
  expect(first.err).not.toContain('failed')
  expect(first.code).toBe(0)
  const { rows, limits } = JSON.parse(readFileSync(json, 'utf8')) as Report
  expect(rows.map(({ id }) => id)).toEqual(ids)
  expect(rows[0]!.value).toBeGreaterThan(0)
  if (canReadProcesses) expect(rows[1]!.figures.photos).toBe(300)
  expect(Object.values(limits).every((limit) => Number(limit) > 0)).toBe(true)
  expect(first.out).toContain(`of ${ids.length} goals met`)

  const second = bench(join(folder, 'cache'), '--quick', '--only', ids[0]!, '--compare', json)
  expect(second.out).toMatch(/scan_one_label_100k .* (same|better|worse)/)
})

test('a file that cannot be compared with is refused before anything is measured', () => {
  const folder = temporaryFolder()
  const other = join(folder, 'other.json')
  writeFileSync(other, '{"rows": 3}')
  const { code, err } = bench(folder, '--compare', other)
  expect([code, err]).toEqual([2, expect.stringContaining('was not written by this bench')])
  const missing = bench(folder, '--compare', join(folder, 'missing.json'))
  expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('cannot be read')])
})
