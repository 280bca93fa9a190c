import { z } from 'zod'

/** A word that the model in use was never taught (only small models can say), and words near it that it was, nearest first. */
export const unknownWord = z.object({ word: z.string(), near: z.array(z.string()) })

export type UnknownWord = z.output<typeof unknownWord>
