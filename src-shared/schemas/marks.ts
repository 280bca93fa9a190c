import { z } from 'zod'
import { colours, flags } from '../marks.ts'

export const flag = z.enum(flags)
export const colour = z.enum(colours)
export const markName = z.enum(['rating', 'flag', 'colour'])

/** What is to be set; what is left out stays. null: what the file says counts again. */
export const marking = z
  .object({
    rating: z.int().min(0).max(5).nullable().optional(),
    flag: z
      .enum([...flags, 'none'])
      .nullable()
      .optional(),
    colour: z
      .enum([...colours, 'none'])
      .nullable()
      .optional(),
  })
  .refine(
    ({ rating, flag, colour }) => [rating, flag, colour].some((mark) => mark !== undefined),
    'needs a rating, a flag or a colour',
  )

export type MarkName = z.output<typeof markName>
export type Marking = z.output<typeof marking>
