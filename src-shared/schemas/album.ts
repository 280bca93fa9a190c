import { z } from 'zod'
import { rule } from '../rules/rule.ts'
import { photoId } from './photo.ts'

const name = z.string().trim().min(1, 'is empty').max(255, 'is longer than 255 characters')
const photos = z.array(photoId).max(100_000)

/** A smart album fills itself by its rule; an album by hand (rule null) holds what was put into it, in that order. */
export const albumInput = z.object({
  name,
  rule: rule.nullable(),
  /** put in by hand: always in it, whatever the rule says */
  pinned: photos.optional(),
  /** never in it */
  excluded: photos.optional(),
})

/** A rule of null turns a smart album into one by hand that holds what it shows now. */
export const albumChange = z.object({ name: name.optional(), rule: rule.nullable().optional() })

/** pinned: in it whatever the rule says · excluded: never in it · clear: as the rule says */
export const albumMark = z.enum(['pinned', 'excluded', 'clear'])

const picture = z.object({ id: z.int(), version: z.int() })

export const album = z.object({
  id: z.int(),
  name: z.string(),
  rule: rule.nullable(),
  count: z.int(),
  pinned: z.int(),
  excluded: z.int(),
  /** first photo, for a picture beside the name */
  cover: picture.nullable(),
  /** parts of the rule that can hold for no photo, each a sentence: a label that was deleted, for one */
  notes: z.array(z.string()),
})

/** What a rule that is being written would show. */
export const albumPreview = z.object({
  count: z.int(),
  photos: z.array(picture),
  notes: z.array(z.string()),
})

/** An album as a file: labels, albums and photos by name, so that it means the same in another library. */
export const albumFile = z.strictObject({
  name: name.optional(),
  rule: rule.nullable(),
  /** whole paths */
  pinned: z.array(z.string()).optional(),
  excluded: z.array(z.string()).optional(),
})

export type AlbumInput = z.output<typeof albumInput>
export type AlbumChange = z.output<typeof albumChange>
export type AlbumMark = z.output<typeof albumMark>
export type Album = z.output<typeof album>
export type AlbumPreview = z.output<typeof albumPreview>
export type AlbumFile = z.output<typeof albumFile>
