import { z } from 'zod'
import { photoId } from './photo.ts'
import { tagPath } from './tagFilter.ts'

/** A tag of the library, with how many photos that are there have it; 0 where only photos below it do. */
export const knownTag = z.object({ path: z.string(), photos: z.int(), labelId: z.int().nullable() })

/** How many decisions there are, and on how many photos. */
export const tagTally = z.object({ tags: z.int(), photos: z.int() })

/** What is decided and suggested about one tag on some photos, in numbers of photos. */
export const tagSummary = z.object({
  path: z.string(),
  labelId: z.int().nullable(),
  accepted: z.int(),
  automatic: z.int(),
  imported: z.int(),
  rejected: z.int(),
  suggested: z.int(),
})

/** Something that was done to tags, as one: it can be taken back as one, also after a restart. */
export const tagStep = z.object({
  id: z.int(),
  /** for people: "Animals > Dog: yes" */
  title: z.string(),
  photos: z.int(),
  at: z.string(),
  undone: z.boolean(),
})

/** What came of changing tags: photos on which something is different now, and the step to take back (null: nothing is). */
export const tagsChanged = z.object({ photos: z.int(), step: z.int().nullable() })

/** One tag that gets another path. */
export const renaming = z.object({ from: tagPath, to: tagPath })

/** What a renaming would do. */
export const triedRenaming = renaming.extend({
  /** photos on which something would be different, */
  photos: z.int(),
  /** of these, those that have the new tag already: both become one */
  joined: z.int(),
  /** labels that would be renamed along */
  labels: z.array(renaming),
})

/** What came of taking a step back. */
export const undoneStep = z.object({
  step: tagStep,
  photoIds: z.array(photoId),
  paths: z.array(z.string()),
  /** decisions that were left as they are, since they were changed by something else meanwhile */
  skipped: z.int(),
})

export type KnownTag = z.output<typeof knownTag>
export type TagTally = z.output<typeof tagTally>
export type TagSummary = z.output<typeof tagSummary>
export type TagsChanged = z.output<typeof tagsChanged>
export type Renaming = z.output<typeof renaming>
export type TriedRenaming = z.output<typeof triedRenaming>
export type TagStep = z.output<typeof tagStep>
export type UndoneStep = z.output<typeof undoneStep>
