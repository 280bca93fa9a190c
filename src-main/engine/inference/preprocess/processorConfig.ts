import { z } from 'zod'
import { LumitagError } from '../../../../src-shared/errors.ts'
import type { ImageProcessor } from './imageProcessor.ts'
import type { Filter } from './kernels.ts'
import { RESCALE, type Normalisation } from './toTensor.ts'

/** Pillow's numbers for its filters. */
const filters: Record<number, Filter> = { 1: 'lanczos', 2: 'bilinear', 3: 'bicubic' }

const side = z.int().min(8).max(4096)
const square = z
  .object({ height: side, width: side })
  .refine((size) => size.height === size.width, 'must be a square')
const perColour = z.tuple([z.number(), z.number(), z.number()])

const treatment = {
  do_resize: z.literal(true).optional(),
  resample: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  do_rescale: z.literal(true).optional(),
  rescale_factor: z
    .number()
    .refine((factor) => Math.abs(factor - RESCALE) < 1e-6, 'must be 1/255')
    .optional(),
  do_normalize: z.literal(true).optional(),
  image_mean: perColour,
  image_std: perColour.refine((std) => std.every((value) => value > 0), 'must be above 0'),
}
const squareConfig = z.object({
  ...treatment,
  // old files say one number: the short side where the picture is cropped, else both sides
  size: z.union([square, z.object({ shortest_edge: side }), side]),
  do_center_crop: z.boolean().nullish(),
  crop_size: z.union([square, side.transform((length) => ({ height: length, width: length }))]).nullish(),
})
const naflexConfig = z.object({
  ...treatment,
  patch_size: z.int().min(8).max(64).default(16),
  max_num_patches: z.int().min(16).max(4096).default(256),
})
const isNaflex = z.union([
  z.object({ max_num_patches: z.number() }),
  z.object({ image_processor_type: z.string().startsWith('Siglip2ImageProcessor') }),
])

/** The image processor that a parsed preprocessor_config.json describes; MODEL_FOLDER_INVALID says which field is wrong. */
export function readImageProcessor(json: unknown): ImageProcessor {
  return isNaflex.safeParse(json).success ? readNaflex(json) : readSquare(json)
}

function readNaflex(json: unknown): ImageProcessor {
  const config = checked(naflexConfig, json)
  const { patch_size: patchSize, max_num_patches: maxPatches } = config
  const { filter, mean, std, idEnd } = readTreatment(config)
  const size = Math.floor(Math.sqrt(maxPatches)) * patchSize
  const id = `hf-naflex-${patchSize}x${maxPatches}-${idEnd}`
  return { fit: 'naflex', patchSize, maxPatches, size, filter, mean, std, id }
}

function readSquare(json: unknown): ImageProcessor {
  const config = checked(squareConfig, json)
  const { size: wanted, crop_size: cropSize } = config
  const crop = config.do_center_crop ?? false
  if (typeof wanted === 'object' && 'shortest_edge' in wanted !== crop)
    throw invalid('do_center_crop', 'size.shortest_edge and a centre crop only make sense together')
  const size =
    typeof wanted === 'number' ? wanted : 'shortest_edge' in wanted ? wanted.shortest_edge : wanted.width
  if (crop && cropSize && cropSize.width !== size)
    throw invalid('crop_size', 'must be as long as size.shortest_edge')
  const { filter, mean, std, idEnd } = readTreatment(config)
  const fit = crop ? 'crop' : 'squash'
  return { fit, size, filter, mean, std, id: `hf-${fit}-${size}-${idEnd}` }
}

function checked<T>(schema: z.ZodType<T>, json: unknown): T {
  const { data, error } = schema.safeParse(json)
  if (data === undefined)
    throw invalid(error?.issues[0]?.path.join('.') || 'the file', error?.issues[0]?.message ?? '')
  return data
}

function readTreatment(config: z.output<typeof squareConfig> | z.output<typeof naflexConfig>) {
  const filter = filters[config.resample]!
  const normalisation = { mean: config.image_mean, std: config.image_std }
  return { filter, ...normalisation, idEnd: `${filter}${idOf(normalisation)}-v2` }
}

/** Part of the id only where it is not the usual 0.5. */
function idOf({ mean, std }: Normalisation): string {
  const usual = [...mean, ...std].every((value) => value === 0.5)
  return usual ? '' : `-mean${mean.join(',')}-std${std.join(',')}`
}

function invalid(field: string, why: string): LumitagError {
  return new LumitagError(
    'MODEL_FOLDER_INVALID',
    `preprocessor_config.json describes a picture treatment that Lumitag does not know: ${field}: ${why}. Use the file that came with the model.`,
  )
}
