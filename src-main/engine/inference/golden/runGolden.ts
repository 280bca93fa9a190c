import { embedImage, loadImageTower } from '../imageTower.ts'
import { prepare } from '../preprocess/imageProcessor.ts'
import type { GoldenResult, VisionTower } from '../protocol.ts'
import { drawGolden, goldenPictures } from './pictures.ts'

/** One of the golden pictures through an image tower, and how long the tower alone took. */
export async function runGolden(vision: VisionTower, picture: number): Promise<GoldenResult> {
  const input = prepare(drawGolden(goldenPictures[picture]!), vision.processor)
  await loadImageTower(vision, input)
  const begun = performance.now()
  const embedding = await embedImage(vision, input)
  return { embedding, ms: performance.now() - begun }
}
