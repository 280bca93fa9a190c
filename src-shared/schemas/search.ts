import { z } from 'zod'

const counted = z.array(z.object({ name: z.string(), photos: z.int() }))

/** What a search or a rule can name, the most frequent first. */
export const searchWords = z.object({
  /** every tag in use, and every label */
  tags: z.array(z.string()),
  cameras: counted,
  lenses: counted,
  types: counted,
})

export type SearchWords = z.output<typeof searchWords>
