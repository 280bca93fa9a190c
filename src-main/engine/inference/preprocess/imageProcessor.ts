import type { Picture } from './decode.ts'
import type { Filter } from './kernels.ts'
import { naflexGrid } from './naflexGrid.ts'
import { resample } from './resample.ts'
import { toPatches, type Grid } from './toPatches.ts'
import { toTensor, type Normalisation } from './toTensor.ts'

interface Treatment extends Normalisation {
  /** side of the square in pixels; NaFlex: of the square that its patches can fill */
  size: number
  filter: Filter
  /** names this very treatment: embeddings are keyed by it. Raise its version when `prepare` changes a pixel. */
  id: string
}

/** squash: both sides to the square, aspect lost; crop: the short side to the square's, then its centre. */
export interface SquareProcessor extends Treatment {
  fit: 'squash' | 'crop'
}

/** NaFlex: the aspect is kept, the picture cut into patches. */
export interface NaflexProcessor extends Treatment {
  fit: 'naflex'
  /** side of a patch in pixels */
  patchSize: number
  /** how many patches a picture may have: the more, the finer and the slower */
  maxPatches: number
}

/** How a model wants its pixels; plain data. */
export type ImageProcessor = SquareProcessor | NaflexProcessor

/** What an image tower reads of one picture. */
export interface ModelInput {
  values: Float32Array
  /** 1 x 3 x height x width, or 1 x patches x numbers of a patch */
  shape: readonly number[]
  /** null where the tower has one resolution */
  grid: Grid | null
}

/** A picture as the model's input. */
export function prepare(picture: Picture, processor: ImageProcessor): ModelInput {
  const { size } = processor
  switch (processor.fit) {
    case 'naflex':
      return patches(picture, processor)
    case 'squash':
      return square(resized(picture, size, size, processor.filter), processor)
    case 'crop':
      return square(centre(picture, processor), processor)
  }
}

function resized(
  { pixels, width, height }: Picture,
  toWidth: number,
  toHeight: number,
  filter: Filter,
): Uint8Array {
  return resample(pixels, width, height, toWidth, toHeight, filter)
}

function square(pixels: Uint8Array, { size, ...treatment }: SquareProcessor): ModelInput {
  return { values: toTensor(pixels, treatment), shape: [1, 3, size, size], grid: null }
}

/** As many patches as the picture has, without padding: a batch of one needs none (SIGLIP2.md section 2.4). */
function patches(
  picture: Picture,
  { patchSize, maxPatches, filter, ...treatment }: NaflexProcessor,
): ModelInput {
  const grid = naflexGrid(picture.original ?? picture, patchSize, maxPatches)
  const pixels = resized(picture, grid.columns * patchSize, grid.rows * patchSize, filter)
  return {
    values: toPatches(pixels, grid, patchSize, treatment),
    shape: [1, grid.rows * grid.columns, patchSize * patchSize * 3],
    grid,
  }
}

/** The short side to `size`, the long side in proportion (rounded down), then the square in the middle. */
function centre(picture: Picture, { size, filter }: SquareProcessor): Uint8Array {
  const original = picture.original ?? picture
  const short = Math.min(original.width, original.height)
  const width = Math.trunc((size * original.width) / short)
  const height = Math.trunc((size * original.height) / short)
  const pixels = resized(picture, width, height, filter)
  const left = Math.trunc((width - size) / 2)
  const top = Math.trunc((height - size) / 2)
  const square = new Uint8Array(size * size * 3)
  for (let y = 0; y < size; y++) {
    const from = ((top + y) * width + left) * 3
    square.set(pixels.subarray(from, from + size * 3), y * size * 3)
  }
  return square
}
