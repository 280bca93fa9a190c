import { z } from 'zod'

const day = z.iso.date()

/** A smart album's rule, as data: a photo is in the album when every condition holds. */
export const albumRule = z.strictObject({
  all: z
    .array(
      z.union([
        /** accepted for this label, or scored at least `score` and not rejected; without `score`: accepted or automatic */
        z.strictObject({ label: z.int(), score: z.number().min(0).max(1).optional() }),
        /** captured on these days, both ends included */
        z
          .strictObject({ taken: z.strictObject({ from: day.optional(), to: day.optional() }) })
          .refine(({ taken }) => taken.from || taken.to, 'a date condition needs "from" or "to"')
          .refine(({ taken }) => !taken.from || !taken.to || taken.from <= taken.to, '"from" is after "to"'),
      ]),
    )
    .min(1)
    .max(100),
})

export const albumInput = z.object({ name: z.string().trim().min(1).max(255), rule: albumRule })

export const album = z.object({
  id: z.int(),
  name: z.string(),
  rule: albumRule,
  count: z.int(),
  /** newest photo, for a picture beside the name */
  cover: z.object({ id: z.int(), version: z.int() }).nullable(),
})

export type AlbumRule = z.output<typeof albumRule>
export type AlbumInput = z.output<typeof albumInput>
export type Album = z.output<typeof album>
