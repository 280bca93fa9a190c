import { expect, test } from 'vitest'
import { cellsIn, regionsOf, windowsOf } from '../../src-main/engine/inference/parts/windows.ts'
import { heatMap } from '../../src-main/engine/labels/why/heatMap.ts'
import { heatPicture } from '../../src-renderer/views/why/smooth.ts'
import { heatColour } from '../../src-shared/heatColour.ts'

const grid = { rows: 2, columns: 2 }
/** An embedding that says its cosine with a label. */
const saying = (cosine: number): Float32Array => Float32Array.of(cosine)
const cosine = (embedding: Float32Array): number => embedding[0]!
const parts = (cosines: number[]) =>
  windowsOf(grid, 1, 1).map((cells, at) => ({ cells, embedding: saying(cosines[at]!) }))

test('windows overlap by half and leave no cell out, whatever the shape of the grid', () => {
  for (const shape of [
    { rows: 16, columns: 16 },
    { rows: 27, columns: 27 },
    { rows: 9, columns: 28 },
    { rows: 1, columns: 3 },
  ]) {
    const regions = regionsOf(shape)
    const cells = new Set(regions.flatMap((region) => cellsIn(region, shape)))
    expect(cells.size).toBe(shape.rows * shape.columns)
    expect(regions.length).toBeLessThan(80)
  }
  expect(windowsOf({ rows: 4, columns: 4 }, 2, 2)).toHaveLength(9)
})

test('a place counts for as much as is lost without it, or as much as it fits better than other places', () => {
  const occlusion = {
    method: 'occlusion',
    grid,
    whole: saying(0.5),
    parts: parts([0.1, 0.5, 0.6, 0.5]),
  } as const
  expect(heatMap(occlusion, cosine).map((value) => value.toFixed(2))).toEqual([
    '0.40',
    '0.00',
    '-0.10',
    '0.00',
  ])
  // windows all fit worse than the whole: that says nothing about a place
  const regions = { method: 'regions', grid, whole: saying(0.5), parts: parts([0.4, 0.2, 0.2, 0.2]) } as const
  expect(heatMap(regions, cosine).map((value) => value.toFixed(2))).toEqual([
    '0.15',
    '-0.05',
    '-0.05',
    '-0.05',
  ])
})

test('the picture of a map is smooth, and exact in the middle of each cell', () => {
  const area = { left: 0, top: 0, width: 1, height: 1 }
  const map = { method: 'regions', rows: 1, columns: 2, values: [1, -1], full: 1, area, cosine: 0 } as const
  const side = 50
  const pixels = heatPicture({ ...map, values: [...map.values] }, side)
  const at = (x: number): number[] => [...pixels.slice(x * 4, x * 4 + 4)]
  expect([at(0), at(side - 1)]).toEqual([heatColour(1), heatColour(-1)])
  const opacities = Array.from({ length: side / 2 }, (_, x) => at(x)[3]!)
  expect(opacities).toEqual(opacities.toSorted((a, b) => b - a))
  expect(opacities.at(-1)).toBeLessThan(20)
})
