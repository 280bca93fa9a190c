import { z } from 'zod'
import { timeBetween, timeOfDay } from '../days.ts'
import { colours, flags } from '../marks.ts'
import { tagPath } from '../schemas/label.ts'
import { periods, weekdays } from './periods.ts'
import type { ConditionKind } from './tree.ts'

/* What a rule can ask of a photo. Each condition is an object with the one field that names it. */

const day = z
  .string()
  .refine((text) => timeOfDay(text) !== undefined, 'is no day. Write 2024, 2024-06 or 2024-06-01')
const several = z.int('must be a whole number').positive('must be more than 0').max(100_000)
const text = z.string().trim().min(1, 'is empty').max(5000, 'is too long')
const rawScore = z.number('must be a number').min(0, 'is less than 0').max(1, 'is more than 1')
/** a label, album or photo by number, or by name (of a photo: its path); stored rules have numbers */
const named = z.union([z.int(), text], 'must be a name')

const taken = z
  .strictObject({
    /** both days included */
    from: day.optional(),
    to: day.optional(),
    /** counted back from today, today included */
    last: z
      .strictObject({
        days: several.optional(),
        weeks: several.optional(),
        months: several.optional(),
        years: several.optional(),
      })
      .refine((units) => Object.keys(units).length === 1, 'needs one of "days", "weeks", "months", "years"')
      .optional(),
    during: z.enum(periods, `must be one of: ${periods.join(', ')}`).optional(),
    /** of any year, 1 to 12 */
    months: z.array(z.int().min(1).max(12)).min(1).max(12).optional(),
    weekdays: z
      .array(z.enum(weekdays, `must be of: ${weekdays.join(', ')}`))
      .min(1)
      .max(7)
      .optional(),
  })
  .refine(
    (ask) => Object.keys(ask).length > 0,
    'needs "from", "to", "last", "during", "months" or "weekdays"',
  )
  .refine(({ from, to }) => {
    const { first, last } = timeBetween(from, to)
    return first <= last
  }, '"from" is after "to", so no photo can fit')

const stars = z.int('must be a whole number').min(0, 'is less than 0').max(5, 'is more than 5')

/** What is looked for by meaning: words or a photo; a negative weight takes away what is like it. */
const term = z
  .strictObject({
    text: text.optional(),
    photo: named.optional(),
    dropped: z.int().optional(),
    weight: z.number().min(-10).max(10).optional(),
  })
  .refine(
    ({ text: words, photo, dropped }) =>
      [words, photo, dropped].filter((one) => one !== undefined).length === 1,
    'needs one of "text" and "photo"',
  )

export const conditions = {
  /** tagged with this label, or scored at least so (raw) and not rejected */
  label: z.strictObject({ label: named, score: rawScore.optional() }),
  /** this tag or one below it; "set" (the default) is accepted, automatic or imported, "suggested" what waits for an answer */
  tag: z.strictObject({
    tag: tagPath,
    is: z.enum(['set', 'suggested', 'accepted', 'automatic', 'imported', 'rejected']).optional(),
  }),
  /**
   * Looks like words or photos. Without `score` (raw) and `top`: what stands out from the library. The best `top` are
   * counted among the photos that the other conditions of its group leave.
   */
  meaning: z
    .strictObject({
      meaning: z.union([text, z.array(term).min(1, 'is empty').max(32)], 'must be words, or a list of terms'),
      score: rawScore.optional(),
      top: several.optional(),
    })
    .refine(
      ({ score, top }) => score === undefined || top === undefined,
      'has both "score" and "top": choose one',
    )
    .refine(
      ({ meaning, score }) => score === undefined || typeof meaning === 'string' || meaning.length === 1,
      'has a "score", but "score" is of a single text: use "top"',
    ),
  /** by the camera's clock; photos without a capture time are in no date */
  taken: z.strictObject({ taken }),
  /** part of the name, in any case */
  camera: z.strictObject({ camera: text }),
  lens: z.strictObject({ lens: text }),
  rating: z.strictObject({
    rating: z
      .strictObject({ from: stars.optional(), to: stars.optional() })
      .refine(({ from, to }) => from !== undefined || to !== undefined, 'needs "from" or "to"')
      .refine(({ from = 0, to = 5 }) => from <= to, '"from" is more than "to", so no photo can fit'),
  }),
  flag: z.strictObject({ flag: z.enum([...flags, 'none'], `must be one of: ${flags.join(', ')}, none`) }),
  colour: z.strictObject({
    colour: z.enum([...colours, 'none'], `must be one of: ${colours.join(', ')}, none`),
  }),
  orientation: z.strictObject({ orientation: z.enum(['landscape', 'portrait', 'square']) }),
  /** folder names in a row, anywhere in a photo's path from its root's name on ("Holidays/2024"), or a whole path */
  folder: z.strictObject({ folder: text }),
  /** endings of file names, or "raw" for all raw formats */
  type: z.strictObject({ type: z.array(text).min(1, 'is empty').max(100) }),
  has: z.strictObject({ has: z.enum(['gps', 'sidecar', 'capture time', 'copies']) }),
  within: z.strictObject({
    within: z
      .strictObject({
        north: z.number().min(-90).max(90),
        south: z.number().min(-90).max(90),
        east: z.number().min(-180).max(180),
        /** may be more than `east`: the box then crosses the date line */
        west: z.number().min(-180).max(180),
      })
      .refine(({ north, south }) => south <= north, '"south" lies north of "north"'),
  }),
  /** part of the title, the description, the keywords or the path inside the root, in any case */
  text: z.strictObject({ text }),
  /** in another album */
  album: z.strictObject({ album: named }),
} satisfies Record<ConditionKind, z.ZodType>

export type MeaningTerm = z.output<typeof term>
export type Taken = z.output<typeof taken>
