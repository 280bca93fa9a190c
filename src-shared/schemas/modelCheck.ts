import { z } from 'zod'
import { errorCodes } from '../errors.ts'

/** What a self-test looked at, and what it found. */
export const finding = z.object({
  about: z.enum(['towers', 'vocabulary', 'length', 'weights', 'numbers', 'meaning', 'precision', 'scale']),
  /** unknown: it could not be looked at, and `words` say why */
  verdict: z.enum(['good', 'doubtful', 'bad', 'unknown']),
  /** of what is doubtful or bad */
  code: z.enum(errorCodes).nullable(),
  words: z.string(),
})

/** How an execution provider of ONNX Runtime (webgpu, cuda, coreml, dml …) did on this computer. */
export const providerTrial = z.object({
  name: z.string(),
  /** absent: it cannot be started here; wrong: its numbers are others; failed: it crashed or took too long */
  verdict: z.enum(['trusted', 'absent', 'wrong', 'failed']),
  /** of the image tower alone */
  msPerPhoto: z.number().nullable(),
  /** cosine with the processor's embeddings of the same pictures */
  cosine: z.object({ median: z.number(), worst: z.number() }).nullable(),
  /** why it is not used; empty for a trusted one */
  reason: z.string(),
})

/** The image tower's speed on this computer. */
export const modelSpeed = z.object({
  /** the provider that indexes: "cpu", or a trusted one that is faster than all cores together */
  provider: z.string(),
  msPerPhoto: z.number(),
  /** of one core */
  cpuMsPerPhoto: z.number(),
})

/** The result of a model's self-test on this computer. */
export const modelCheck = z.object({
  at: z.int(),
  findings: z.array(finding),
  providers: z.array(providerTrial),
})

export type Finding = z.output<typeof finding>
export type ProviderTrial = z.output<typeof providerTrial>
export type ModelSpeed = z.output<typeof modelSpeed>
export type ModelCheck = z.output<typeof modelCheck>
