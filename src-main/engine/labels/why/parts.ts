import { Recent } from '../../classify/recent.ts'
import type { Inference } from '../../inference/client.ts'
import { windowsOf, type Cells } from '../../inference/parts/windows.ts'
import type { Grid } from '../../inference/preprocess/toPatches.ts'
import type { VisionTower } from '../../inference/protocol.ts'

/** Photos whose parts are remembered: another label then costs nothing. Some 200 kB each. */
const REMEMBERED = 16
/** Where parts are hidden: cells of the map, and cells that one hidden part covers on each side. */
const HIDING: Grid = { rows: 8, columns: 8 }
const HIDDEN_SIDE = 2
/** Parts of one task: others do not wait for long, and stopping takes effect soon. */
const AT_ONCE = 2

/** A photo by its parts, in the words of a model: independent of any label. */
export interface PhotoParts {
  /** regions: what the model's own head makes of each part; occlusion: what is left of the photo without it */
  method: 'regions' | 'occlusion'
  grid: Grid
  /** L2-normalised, as all of them */
  whole: Float32Array
  parts: { cells: Cells; embedding: Float32Array }[]
}

export interface Asked {
  /** names the photo's content and the model */
  key: string
  file: string
  vision: VisionTower
  /** the photo's embedding, where parts are hidden from it */
  whole(): Promise<Float32Array>
}

/** How far it is; the last item holds the parts. */
export type PartsProgress = { done: number; of: number; parts?: PhotoParts }

/** Looks at photos part by part: by the model's own head, else by hiding one part after the other. */
export function createPhotoParts(inference: Inference) {
  const recent = new Recent<PhotoParts>(REMEMBERED)
  /** towers that were found to have no head to ask */
  const headless = new Set<string>()
  let questions = 0

  return async function* partsOf(
    { key, file, vision, whole }: Asked,
    signal: AbortSignal,
  ): AsyncGenerator<PartsProgress> {
    const known = recent.get(key)
    if (known) {
      yield { done: 1, of: 1, parts: known }
      return
    }
    yield { done: 0, of: 1 }
    const tower = `${vision.file} ${vision.fingerprint}`
    const pooled = headless.has(tower) ? null : await inference.run({ kind: 'pooled', file, vision })
    signal.throwIfAborted()
    if (!pooled) headless.add(tower)
    if (pooled) {
      const parts: PhotoParts = { method: 'regions', ...pooled }
      recent.set(key, parts)
      yield { done: 1, of: 1, parts }
      return
    }
    const windows = windowsOf(HIDING, HIDDEN_SIDE, HIDDEN_SIDE)
    const question = ++questions
    const embeddings: Float32Array[] = []
    const hide = (some: Cells[]): Promise<Float32Array[]> =>
      inference.run({ kind: 'hidden', file, vision, grid: HIDING, parts: some, question })
    while (embeddings.length < windows.length) {
      const first = embeddings.length
      const tasks = Array.from({ length: inference.capacity }, (_, at) => first + at * AT_ONCE)
        .filter((from) => from < windows.length)
        .map((from) => hide(windows.slice(from, from + AT_ONCE)))
      for (const answer of await Promise.all(tasks)) embeddings.push(...answer)
      signal.throwIfAborted()
      if (embeddings.length < windows.length) yield { done: embeddings.length, of: windows.length }
    }
    const parts: PhotoParts = {
      method: 'occlusion',
      grid: HIDING,
      whole: await whole(),
      parts: windows.map((cells, at) => ({ cells, embedding: embeddings[at]! })),
    }
    recent.set(key, parts)
    yield { done: windows.length, of: windows.length, parts }
  }
}
