import { z } from 'zod'

/** How exactly a tower's numbers are kept: fewer bits make it smaller, and less true to the original. */
export const precision = z.enum(['fp32', 'fp16', 'int8', 'uint8', 'q4', 'q4f16', 'bnb4'])

const fileSize = z.object({
  bytes: z.int(),
  /** "file": seen in a listing of the repository; "parameters": computed from the number of parameters */
  from: z.enum(['file', 'parameters']),
})
const sizes = z.partialRecord(precision, fileSize)
/** recall in percent: text to image, image to text */
const recall = z.tuple([z.number().nullable(), z.number().nullable()]).nullable()

/** A model as models/catalogue.json describes it. Numbers in percent are published ones (SIGLIP2.md section 1). */
export const catalogueModel = z.object({
  name: z.string().regex(/^[a-z0-9-]+$/),
  series: z.enum(['SigLIP 2', 'SigLIP', 'CLIP']),
  /** config.json's model_type */
  modelType: z.string(),
  /** repository of the ONNX export on the hub; null = there is none */
  repository: z.string().nullable(),
  /** repository of the original weights, which alone hold scale and bias */
  checkpoint: z.string(),
  towers: z.array(z.enum(['vision', 'text'])),
  /** why it cannot be installed; null = it can */
  problem: z.string().nullable(),
  /** square side in pixels */
  imageSize: z.int(),
  tokens: z.int(),
  dimensions: z.int(),
  textLength: z.int(),
  /** work of the image tower for one photo, a multiplication and an addition counted as two */
  gflop: z.number(),
  /** in millions */
  parameters: z.object({ vision: z.number(), text: z.number() }),
  sizes: z.object({ vision: sizes, text: sizes }),
  /** null = read at install; "reported" ones stand in only where they cannot be read */
  scale: z
    .object({ log: z.number(), bias: z.number().nullable(), from: z.enum(['confirmed', 'reported']) })
    .nullable(),
  licence: z.string(),
  accuracy: z.object({
    imagenet: z.number(),
    objectnet: z.number().nullable(),
    coco: recall,
    flickr: recall,
    /** photos from 36 regions, texts in 36 languages */
    xm3600: recall,
  }),
  goodFor: z.string(),
})

/** What models of the catalogue that were checked here have shown of this computer, in GFLOP/s of an image tower. */
const measuredSpeed = z.object({
  /** the one that tells the most: the largest */
  model: z.string(),
  precision,
  core: z.number(),
  /** an accelerator that computes the same and is faster than all cores together */
  accelerator: z.object({ name: z.string(), speed: z.number() }).nullable(),
})

/** What a model would take on this computer. */
const estimate = z.object({
  precision,
  /** bytes to download: both towers and the vocabulary */
  download: z.number(),
  /** bytes of memory while indexing on all cores */
  memory: z.number(),
  fits: z.boolean(),
  /** hours to index the library: on a new processor and on an old one, or closer where this one was measured */
  hours: z.object({ from: z.number(), to: z.number() }),
})

/** Models that can be installed, and what each would take on this computer. */
export const availableModels = z.object({
  computer: z.object({
    cores: z.int(),
    memory: z.number(),
    /** photos that the estimates are for; a round number while the library is small */
    photos: z.int(),
    /** null until a model of the catalogue was checked here */
    measured: measuredSpeed.nullable(),
  }),
  recommended: z.object({ name: z.string(), precision, why: z.string() }),
  models: z.array(catalogueModel.extend({ installed: z.boolean(), estimate: estimate.nullable() })),
})

export type Precision = z.output<typeof precision>
export type CatalogueModel = z.output<typeof catalogueModel>
export type MeasuredSpeed = z.output<typeof measuredSpeed>
export type Estimate = z.output<typeof estimate>
export type AvailableModels = z.output<typeof availableModels>
