import type { AvailableModels, CatalogueModel, Estimate, Precision } from './schemas/catalogue.ts'

/* What a model of the catalogue would take on a computer: the same arithmetic for recommending one and for choosing. */

export type Computer = AvailableModels['computer']

/**
 * GFLOP/s of one core: on an old processor (int8: reported for one of 2019, SIGLIP2.md section 6; others: half of a new
 * one), and on a new one with AVX-512 (measured, PERFORMANCE.md). They are the two ends of every estimate.
 */
const SPEED: Partial<Record<Precision, { old: number; new: number }>> = {
  fp32: { old: 50, new: 100 },
  fp16: { old: 45, new: 95 },
  q4: { old: 55, new: 117 },
  int8: { old: 60, new: 300 },
}
/** A computer that was measured with one model reads another one this much faster or slower. */
const MEASURED = { from: 1.15, to: 0.8 }
/** Decoding, thumbnail and metadata of one photo of 12 to 24 megapixels, in seconds of one core (PERFORMANCE.md). */
const READING_SECONDS = 0.04
/** The whole job: 654 MB with two int8 sessions of 95 MB, 1354 MB with two fp32 ones of 372 MB (PERFORMANCE.md). */
const BASE_MEMORY = 415e6
const MEMORY_PER_WEIGHT = 1.26
/** Models share the computer with everything else. */
const SHARE_OF_MEMORY = 0.5
const TOKENIZER_BYTES = 35e6

/** Text towers rank as well in 8 bits, at a quarter of the size. */
export const TEXT_PRECISION: Precision = 'int8'

/** What a model would take on this computer; null if its size in this precision is not known. An estimate, not a promise. */
export function estimate(
  { gflop, sizes }: CatalogueModel,
  precision: Precision,
  computer: Computer,
  textPrecision: Precision = TEXT_PRECISION,
): Estimate | null {
  const { cores, memory } = computer
  const vision = sizes.vision[precision]?.bytes
  const text = sizes.text[textPrecision]?.bytes
  if (vision === undefined || text === undefined || !SPEED[precision]) return null
  // one image tower for each core, one text tower
  const needed = BASE_MEMORY + MEMORY_PER_WEIGHT * (cores * vision + text)
  return {
    precision,
    download: vision + text + TOKENIZER_BYTES,
    memory: needed,
    fits: needed <= memory * SHARE_OF_MEMORY,
    hours: hoursFor(gflop, SPEED[precision], computer),
  }
}

/** From the speed that was measured here, else from an old processor's to a new one's. */
function hoursFor(
  gflop: number,
  usual: { old: number; new: number },
  { cores, photos, measured }: Computer,
): Estimate['hours'] {
  const hours = (core: number, accelerator = 0): number => {
    const onCores = (gflop / core + READING_SECONDS) / cores
    // the cores read the next photos meanwhile
    const accelerated = accelerator > 0 ? Math.max(gflop / accelerator, READING_SECONDS / cores) : Infinity
    return (photos * Math.min(onCores, accelerated)) / 3600
  }
  const seen = measured && SPEED[measured.precision]
  if (!seen) return { from: hours(usual.new), to: hours(usual.old) }
  // how this processor compares with the one that the speeds of the precisions are of
  const core = (measured.core / seen.new) * usual.new
  const accelerator = measured.accelerator?.speed
  const at = (factor: number): number => hours(core * factor, accelerator && accelerator * factor)
  return { from: at(MEASURED.from), to: at(MEASURED.to) }
}

/** The precision to take unless the user names one: exact if memory allows, else 4 bits. 8-bit image towers can lose much. */
export function precisionFor(model: CatalogueModel, computer: Computer): Precision {
  const exact = estimate(model, 'fp32', computer)
  return !exact || exact.fits || !model.sizes.vision.q4 ? 'fp32' : 'q4'
}
