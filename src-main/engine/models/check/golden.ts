import type { Inference } from '../../inference/client.ts'
import { goldenPictures } from '../../inference/golden/pictures.ts'
import type { GoldenResult, VisionTower } from '../../inference/protocol.ts'
import { median } from './vectors.ts'

/** How many of them run twice: enough to show a tower that does not answer the same twice. */
const AGAIN = 4

export interface GoldenRun {
  images: Float32Array[]
  /** the first few once more */
  again: Float32Array[]
  /** of the tower alone, on one core, while all workers are busy as they are when a library is indexed */
  msPerPhoto: number
}

/** All golden pictures through an image tower, on all workers. */
export async function runGoldenPictures(vision: VisionTower, inference: Inference): Promise<GoldenRun> {
  const run = (picture: number): Promise<GoldenResult> => inference.run({ kind: 'golden', vision, picture })
  const all = goldenPictures.map((_, picture) => picture)
  const results = await Promise.all([...all, ...all.slice(0, AGAIN)].map(run))
  const embeddings = results.map(({ embedding }) => embedding)
  return {
    images: embeddings.slice(0, all.length),
    again: embeddings.slice(all.length),
    msPerPhoto: median(results.map(({ ms }) => ms)),
  }
}
