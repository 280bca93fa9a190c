import { z } from 'zod'
import { LEAST_MINUS_WEIGHT, MOST_MINUS_WEIGHT, USUAL_MINUS_WEIGHT } from '../minusTerm.ts'

const day = z.iso.date()

/** What the text tower reads: a word or a sentence, in any language. */
export const prompt = z
  .string()
  .trim()
  .min(1, 'a prompt is empty')
  .refine((text) => [...text].length <= 4096, 'a prompt is longer than 4,096 characters')
export const prompts = z.array(prompt).min(1, 'a label needs a prompt').max(100)

/** Takes `weight` times what a photo shows of `text` off the label's cosine. */
export const minusTerm = z.strictObject({
  text: prompt,
  weight: z.number().min(LEAST_MINUS_WEIGHT).max(MOST_MINUS_WEIGHT).default(USUAL_MINUS_WEIGHT),
})

/** Which photos a label is about; what is absent does not restrict. */
export const labelScope = z
  .strictObject({
    /** roots by id */
    roots: z.array(z.int()).min(1).optional(),
    /** days of the camera's clock, both included; a photo without a capture time is outside */
    from: day.optional(),
    to: day.optional(),
    /** file formats as photos are told apart by: jpeg, png, heic, … */
    formats: z.array(z.string().trim().toLowerCase().min(1)).min(1).optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, '"from" is after "to"')

/** automatic: tags above the upper bar, suggests between the bars; suggest: suggests above the lower; search: neither. */
export const labelMode = z.enum(['automatic', 'suggest', 'search'])

/** a photo that fits one of these better than the prompts loses the label */
const contrast = z.array(prompt).max(50)
const minus = z.array(minusTerm).max(20)
/** labels that share this name rule each other out: the best of them counts */
const exclusive = z.string().trim().min(1).max(100).nullable()
/** whether what the user accepted and rejected calibrates it */
const learns = z.boolean()

/** What a label asks beside its prompts, as much of it as is said. */
export const formulaParts = z
  .object({ contrast, minus, mode: labelMode, scope: labelScope.nullable(), exclusive, learns })
  .partial()

/** The same in full. */
export const formula = z.object({
  contrast: contrast.default([]),
  minus: minus.default([]),
  mode: labelMode.default('automatic'),
  scope: labelScope.nullable().default(null),
  exclusive: exclusive.default(null),
  learns: learns.default(true),
})

/** Photos that a label without words is made of, by id. */
export const examplePhotos = z.array(z.int().positive()).min(1).max(1000)

export type Formula = z.output<typeof formula>
export type MinusTerm = z.output<typeof minusTerm>
export type LabelScope = z.output<typeof labelScope>
export type LabelMode = z.output<typeof labelMode>
