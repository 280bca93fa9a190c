import { LumitagError } from '../../../src-shared/errors.ts'
import { embedImage, unloadImageTower } from './imageTower.ts'
import { prepare } from './preprocess/imageProcessor.ts'
import type { TestResult, TextTower, VisionTower } from './protocol.ts'
import { embedTexts, unloadTextTower } from './textTower.ts'

export { embedImage, embedTexts }

/** Gives the memory of this worker's towers back. */
export async function releaseTowers(): Promise<void> {
  await unloadImageTower()
  await unloadTextTower()
}

/** Runs both towers once. MODEL_INCOMPATIBLE if they do not belong together. */
export async function testTowers(vision: VisionTower, text: TextTower): Promise<TestResult> {
  // the files may have been replaced since they were loaded
  await releaseTowers()
  // a tower that cannot take what its folder describes belongs to another model
  const other = (error: unknown): never => {
    if (!(error instanceof LumitagError && error.code === 'INFERENCE_FAILED')) throw error
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `The folder’s files do not belong together. ${error.message}`,
      { cause: error },
    )
  }
  const image = await embedImage(vision, prepare(greyPicture(), vision.processor)).catch(other)
  const [words] = await embedTexts(text, ['a photo']).catch(other)
  if (image.length !== words!.length)
    throw new LumitagError(
      'MODEL_INCOMPATIBLE',
      `The image tower gives ${image.length} numbers and the text tower ${words!.length}: they are from different models.`,
    )
  return { dimensions: image.length }
}

/** Wider than high, so that a tower with a flexible grid shows whether it tells rows from columns. */
function greyPicture(): { pixels: Uint8Array; width: number; height: number } {
  const [width, height] = [96, 64]
  return { pixels: new Uint8Array(width * height * 3).fill(128), width, height }
}
