import { z } from 'zod'
import { errorCodes } from '../errors.ts'
import { tidyLabels } from '../labelList.ts'
import { MOST_LABELS, MOST_MODELS } from '../limits.ts'
import { photoId } from './photo.ts'
import { unknownWord } from './unknownWord.ts'

/** A photo to try words on: of the library, or one that was dropped into the window and is in no library. */
export const triedPhoto = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('library'), id: photoId }),
  z.object({ kind: z.literal('dropped'), id: z.int().positive() }),
])

const label = z.string().refine((text) => [...text].length <= 4096, 'a label is longer than 4,096 characters')

export const classificationInput = z.object({
  photo: triedPhoto,
  /** trimmed; of equal ones the first counts */
  labels: z
    .array(z.string())
    .transform(tidyLabels)
    .pipe(
      z
        .array(label)
        .min(1, 'there is no label: write at least one')
        .max(MOST_LABELS, `at most ${MOST_LABELS} labels can be tried at once`),
    ),
  /** ids; none = the model in use */
  models: z.array(z.string()).max(MOST_MODELS, `at most ${MOST_MODELS} models can be compared`).default([]),
  /** the tower reads the labels and nothing around them, no templates */
  asWritten: z.boolean().default(false),
})

/** What a model says about a photo and one label. */
export const labelReading = z.object({
  label: z.string(),
  /** what the text tower read; the mean direction counts */
  texts: z.array(z.string()),
  cosine: z.number(),
  /** scale * cosine + bias */
  logit: z.number(),
  /** sigmoid(logit): raw, for this label alone; null where the model has no such score (scoring "softmax") */
  score: z.number().nullable(),
  /** softmax over the labels: how a choice between exactly these falls */
  share: z.number(),
  /** words that the model was never taught (only small models can say) */
  unknownWords: z.array(unknownWord),
})

/** What one model says about a photo, labels in the order they were asked in. */
export const reading = z.object({
  model: z.object({
    id: z.string(),
    name: z.string(),
    source: z.enum(['starter', 'catalogue', 'folder']),
    scoring: z.enum(['sigmoid', 'softmax']),
    exactScale: z.boolean(),
  }),
  /** "{}" stands for the label; sentences and scripts other than Latin are read as they are */
  templates: z.array(z.string()),
  labels: z.array(labelReading),
  /** the photo's embedding was at hand and did not have to be computed */
  stored: z.boolean(),
  milliseconds: z.number(),
})

export const classification = z.object({
  readings: z.array(reading),
  /** models that could not read; the others did */
  failed: z.array(z.object({ id: z.string(), code: z.enum(errorCodes), message: z.string() })),
})

export type TriedPhoto = z.output<typeof triedPhoto>
export type ClassificationInput = z.output<typeof classificationInput>
export type LabelReading = z.output<typeof labelReading>
export type Reading = z.output<typeof reading>
export type Classification = z.output<typeof classification>
