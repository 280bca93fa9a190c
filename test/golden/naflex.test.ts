import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { naflexGrid } from '../../src-main/engine/inference/preprocess/naflexGrid.ts'
import { positionEmbeddings } from '../../src-main/engine/inference/preprocess/positionEmbeddings.ts'
import { toPatches } from '../../src-main/engine/inference/preprocess/toPatches.ts'

const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'))

interface Size {
  width: number
  height: number
  maxNumPatches: number
  rows: number
  cols: number
}
const sizes = json('naflex-sizes.json') as Size[]

test.each(sizes)('$width x $height in $maxNumPatches patches: $rows x $cols', (golden) => {
  expect(naflexGrid(golden, 16, golden.maxNumPatches)).toEqual({ rows: golden.rows, columns: golden.cols })
})

interface Positions {
  /** row, column, number */
  base: number[][][]
  cases: { rows: number; cols: number; out: number[][][] }[]
}
const { base, cases } = json('posembed-golden.json') as Positions

test.each(cases)('positions for $rows x $cols are as PyTorch interpolates them', ({ rows, cols, out }) => {
  const table = { side: 16, width: 2, values: Float32Array.from(base.flat(2)) }
  const positions = positionEmbeddings(table, { rows, columns: cols })
  const distances = out.flat(2).map((value, i) => Math.abs(value - positions[i]!))
  expect(distances).toHaveLength(positions.length)
  expect(Math.max(...distances)).toBeLessThan(1e-5)
})

test('positions keep their values where the grid is that of the table', () => {
  const values = Float32Array.from(base.flat(2))
  expect(positionEmbeddings({ side: 16, width: 2, values }, { rows: 16, columns: 16 })).toEqual(values)
})

test('patches follow one another row by row, and so do the pixels in each, with their colours together', () => {
  // 2 x 4 pixels in two patches of 2 x 2; each byte is its own place
  const pixels = Uint8Array.from({ length: 24 }, (_, i) => i)
  const plain = { mean: [0, 0, 0], std: [1 / 255, 1 / 255, 1 / 255] } as const
  const patches = toPatches(pixels, { rows: 1, columns: 2 }, 2, plain)
  expect([...patches].map(Math.round)).toEqual([
    ...[0, 1, 2, 3, 4, 5, 12, 13, 14, 15, 16, 17],
    ...[6, 7, 8, 9, 10, 11, 18, 19, 20, 21, 22, 23],
  ])
})
