import { embedImage } from '../imageTower.ts'
import { decodePhoto } from '../indexPhoto.ts'
import { readPhoto, usePhoto } from '../photoBytes.ts'
import { prepare, type ModelInput } from '../preprocess/imageProcessor.ts'
import type { Grid } from '../preprocess/toPatches.ts'
import type { HiddenTask } from './tasks.ts'
import type { Cells } from './windows.ts'

/** The photo of the last question, as the tower reads it: some megabytes at most. */
let last: { question: number; input: ModelInput } | undefined

/** The embeddings of a photo with one part hidden at a time: what falls with a part was seen there. */
export async function hiddenParts(task: HiddenTask): Promise<Float32Array[]> {
  const { file, vision, grid, parts, question } = task
  if (last?.question !== question) {
    const photo = await usePhoto(readPhoto(file), (bytes) => decodePhoto(bytes, vision.processor))
    last = { question, input: prepare(photo, vision.processor) }
  }
  const { input } = last
  const embeddings: Float32Array[] = []
  for (const part of parts)
    embeddings.push(await embedImage(vision, { ...input, values: hide(input, part, grid) }))
  return embeddings
}

/** The numbers of a picture whose cells have the colour that the model was trained to expect: 0, its mean. */
export function hide({ values, shape, grid: patches }: ModelInput, cells: Cells, grid: Grid): Float32Array {
  const hidden = values.slice()
  // of NaFlex towers a patch is what a pixel is of others
  const rows = patches ? patches.rows : shape[2]!
  const columns = patches ? patches.columns : shape[3]!
  const numbers = patches ? shape[2]! : 1
  const planes = patches ? 1 : 3
  const [top, bottom] = [cells.top, cells.bottom].map((row) => Math.round((row / grid.rows) * rows))
  const [left, right] = [cells.left, cells.right].map((column) =>
    Math.round((column / grid.columns) * columns),
  )
  for (let plane = 0; plane < planes; plane++)
    for (let row = top!; row < bottom!; row++) {
      const from = (plane * rows + row) * columns
      hidden.fill(0, (from + left!) * numbers, (from + right!) * numbers)
    }
  return hidden
}
