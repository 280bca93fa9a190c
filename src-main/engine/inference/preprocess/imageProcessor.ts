import { z } from 'zod'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { Picture } from './decode.ts'
import { resample, type Filter } from './resample.ts'
import { toTensor, type PerColour } from './toTensor.ts'

/** How a model wants its pixels; plain data. */
export interface ImageProcessor {
  /** side of the square in pixels */
  size: number
  filter: Filter
  mean: PerColour
  std: PerColour
  /** squash: both sides to the square, aspect lost; crop: the short side to the square's, then its centre */
  fit: 'squash' | 'crop'
  /** names this very treatment: embeddings are keyed by it. Raise its version when `prepare` changes a pixel. */
  id: string
}

/** Pillow's numbers for its filters. */
const filters: Record<number, Filter> = { 1: 'lanczos', 2: 'bilinear', 3: 'bicubic' }
const RESCALE = 1 / 255
const HALVES: PerColour = [0.5, 0.5, 0.5]

const side = z.int().min(8).max(4096)
const square = z
  .object({ height: side, width: side })
  .refine((size) => size.height === size.width, 'must be a square')
const perColour = z.tuple([z.number(), z.number(), z.number()])
const config = z.object({
  do_resize: z.literal(true).optional(),
  size: z.union([square, z.object({ shortest_edge: side })]),
  resample: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  do_center_crop: z.boolean().nullish(),
  crop_size: z.union([square, side.transform((length) => ({ height: length, width: length }))]).nullish(),
  do_rescale: z.literal(true).optional(),
  rescale_factor: z
    .number()
    .refine((factor) => Math.abs(factor - RESCALE) < 1e-6, 'must be 1/255')
    .optional(),
  do_normalize: z.literal(true).optional(),
  image_mean: perColour,
  image_std: perColour.refine((std) => std.every((value) => value > 0), 'must be above 0'),
})

/** The image processor that a parsed preprocessor_config.json describes; MODEL_FOLDER_INVALID says which field is wrong. */
export function readImageProcessor(json: unknown): ImageProcessor {
  const { data, error } = config.safeParse(json)
  if (!data) throw invalid(error.issues[0]?.path.join('.') || 'the file', error.issues[0]?.message ?? '')
  const filter = filters[data.resample]!
  const mean = data.image_mean
  const std = data.image_std
  const crop = 'shortest_edge' in data.size
  const size = 'shortest_edge' in data.size ? data.size.shortest_edge : data.size.width
  if (crop !== (data.do_center_crop ?? false))
    throw invalid('do_center_crop', 'size.shortest_edge and a centre crop only make sense together')
  if (crop && data.crop_size && data.crop_size.width !== size)
    throw invalid('crop_size', 'must be as long as size.shortest_edge')
  const fit = crop ? 'crop' : 'squash'
  return { size, filter, mean, std, fit, id: `hf-${fit}-${size}-${filter}${normalisation(mean, std)}-v1` }
}

/** Part of the id only where it is not the usual 0.5. */
function normalisation(mean: PerColour, std: PerColour): string {
  const usual = [mean, std].every((values) => values.every((value, i) => value === HALVES[i]))
  return usual ? '' : `-mean${mean.join(',')}-std${std.join(',')}`
}

function invalid(field: string, why: string): LumitagError {
  return new LumitagError(
    'MODEL_FOLDER_INVALID',
    `preprocessor_config.json describes a picture treatment that Lumitag does not know: ${field}: ${why}. Use the file that came with the model.`,
  )
}

/** A picture as the model's input: 3 x size x size float32, plane by plane. */
export function prepare(picture: Picture, processor: ImageProcessor): Float32Array {
  const { size, filter, mean, std } = processor
  const pixels =
    processor.fit === 'squash'
      ? resample(picture.pixels, picture.width, picture.height, size, size, filter)
      : resampleCentre(picture, size, filter)
  return toTensor(pixels, mean, std, RESCALE)
}

/** The short side to `size`, the long side in proportion (rounded down), then the square in the middle. */
function resampleCentre(picture: Picture, size: number, filter: Filter): Uint8Array {
  const short = Math.min(picture.width, picture.height)
  const width = Math.trunc((size * picture.width) / short)
  const height = Math.trunc((size * picture.height) / short)
  const pixels = resample(picture.pixels, picture.width, picture.height, width, height, filter)
  const left = Math.trunc((width - size) / 2)
  const top = Math.trunc((height - size) / 2)
  const square = new Uint8Array(size * size * 3)
  for (let y = 0; y < size; y++) {
    const from = ((top + y) * width + left) * 3
    square.set(pixels.subarray(from, from + size * 3), y * size * 3)
  }
  return square
}
