import { z } from 'zod'
import { rule } from '../rules/rule.ts'

const counted = z.array(z.object({ name: z.string(), photos: z.int() }))

/** What a search or a rule can name, the most frequent first. */
export const searchWords = z.object({
  /** every tag in use, and every label */
  tags: z.array(z.string()),
  cameras: counted,
  lenses: counted,
  types: counted,
})

/** Something in a query that was not understood, or that no photo fits; from and to are places in its text. */
export const searchProblem = z.object({ from: z.int(), to: z.int(), message: z.string() })

/** How a piece of a query was read. */
export const searchPart = z.object({
  from: z.int(),
  to: z.int(),
  kind: z.enum(['words', 'filter', 'date', 'operator']),
})

/** A query as the rule that it means: kept as a smart album, it shows the same. */
export const readQuery = z.object({ rule, problems: z.array(searchProblem), parts: z.array(searchPart) })

export type SearchProblem = z.output<typeof searchProblem>
export type SearchPart = z.output<typeof searchPart>
export type ReadQuery = z.output<typeof readQuery>
export type SearchWords = z.output<typeof searchWords>
