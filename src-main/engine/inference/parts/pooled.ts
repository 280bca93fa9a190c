import { embedWithTokens } from '../imageTower.ts'
import { decodePhoto } from '../indexPhoto.ts'
import { prepare, type ModelInput } from '../preprocess/imageProcessor.ts'
import type { Grid } from '../preprocess/toPatches.ts'
import type { PooledParts, PooledTask } from './tasks.ts'
import { openHead } from './head.ts'
import { cellsIn, regionsOf } from './windows.ts'

/** The head, given all tokens, must answer as the tower does; int8 graphs round differently. */
const SAME = 0.999

/**
 * What the tower's own head makes of windows of a photo, from one pass through the tower (SIGLIP2.md section 5). Null
 * where the graph has no tokens, or no head that pools some of them.
 */
export async function pooledParts({ vision }: PooledTask, bytes: Buffer): Promise<PooledParts | null> {
  const input = prepare(await decodePhoto(bytes, vision.processor), vision.processor)
  const seen = await embedWithTokens(vision, input)
  const grid = seen && gridOf(input, seen.tokens.dims)
  if (!grid) return null
  const head = await openHead(vision.file, seen.output)
  if (!head) return null
  const pool = (some: readonly number[]): Promise<Float32Array> => head.pool(seen.tokens, some)
  try {
    const whole = await pool([...new Array(grid.rows * grid.columns).keys()])
    const cosine = whole.reduce((sum, value, i) => sum + value * seen.embedding[i]!, 0)
    if (!(cosine >= SAME)) return null
    const parts: PooledParts['parts'] = []
    for (const cells of regionsOf(grid)) parts.push({ cells, embedding: await pool(cellsIn(cells, grid)) })
    return { grid, whole, parts }
  } catch {
    // not a head that answers for some of the tokens
    return null
  } finally {
    await head.release()
  }
}

/** How the tokens lie in the picture; null where they do not fill a square: one of them stands for the whole. */
function gridOf({ grid }: ModelInput, dims: readonly number[]): Grid | null {
  const count = dims[1] ?? 0
  if (grid) return count === grid.rows * grid.columns ? grid : null
  const side = Math.sqrt(count)
  return dims.length === 3 && side > 1 && Number.isInteger(side) ? { rows: side, columns: side } : null
}
