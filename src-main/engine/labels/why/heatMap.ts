import { cellsIn } from '../../inference/parts/windows.ts'
import type { PhotoParts } from './parts.ts'

/**
 * How much each cell of a photo speaks for a label, in cosine, row by row. By regions: how much better the parts around it
 * fit than parts do on average, as every part lacks the whole's context. By occlusion: how much the photo loses without it.
 */
export function heatMap(
  { method, grid, whole, parts }: PhotoParts,
  cosine: (embedding: Float32Array) => number,
): number[] {
  const inAll = cosine(whole)
  const sums = new Array<number>(grid.rows * grid.columns).fill(0)
  const counts = sums.slice()
  for (const { cells, embedding } of parts) {
    const more = method === 'regions' ? cosine(embedding) - inAll : inAll - cosine(embedding)
    for (const cell of cellsIn(cells, grid)) {
      sums[cell]! += more
      counts[cell]!++
    }
  }
  const values = sums.map((sum, cell) => sum / counts[cell]!)
  if (method === 'occlusion') return values
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}
