import { z } from 'zod'

/** Photos of which one would do. */
export const duplicateGroup = z.object({
  /** copies: the same bytes · burst: taken within seconds, and alike · near: the same picture in other files */
  kind: z.enum(['copies', 'burst', 'near']),
  photos: z.array(z.object({ id: z.int(), version: z.int() })).min(2),
  /** the one that is proposed to be kept */
  best: z.int(),
  /** what speaks for it: the user's flag or rating, that it is the sharpest of a burst, its size in pixels, its bytes, that it is the first; same = nothing does */
  why: z.enum(['flag', 'rating', 'sharp', 'pixels', 'bytes', 'earliest', 'same']),
})

export const duplicatesFound = z.object({
  groups: z.array(duplicateGroup),
  /** photos that have an embedding, and could be compared */
  compared: z.int(),
})

export type DuplicateGroup = z.output<typeof duplicateGroup>
export type DuplicatesFound = z.output<typeof duplicatesFound>
