import { z } from 'zod'
import { errorCodes } from '../errors.ts'
import { jobProblem } from './job.ts'
import { photoSource } from './photo.ts'

/** export: write what is decided here; import: take in what others wrote, and write nothing; sync: both. */
export const syncDirection = z.enum(['export', 'import', 'sync'])

/** Which side is right in a conflict: what the sidecar says, or what Lumitag says. */
export const syncChoice = z.enum(['ours', 'theirs'])

/** What both sides disagree on (XMP.md section 5). */
export const syncConflict = z.object({
  code: z.string(),
  /** null: about all tags of the photo */
  tag: z.string().nullable(),
  message: z.string(),
  /** nothing is done about it until somebody chooses */
  open: z.boolean(),
})

export const syncRequest = z.object({
  source: photoSource,
  direction: syncDirection,
  /** choices for single conflicts */
  choices: z
    .array(z.object({ photoId: z.int(), code: z.string(), tag: z.string().nullable(), choice: syncChoice }))
    .default([]),
  /** the choice for all other conflicts; null: they stay open */
  all: syncChoice.nullable().default(null),
  /** make sidecars also where what the photo has inside cannot be copied into them, and so gets hidden (SEED_FAILED) */
  unseeded: z.boolean().default(false),
})

const notice = z.object({ code: z.string(), message: z.string() })

/** What a sync would do to one photo and its sidecar, or what it did. */
export const sidecarChange = z.object({
  photoId: z.int(),
  photo: z.string(),
  /** whole path of the sidecar; null where none can be chosen */
  sidecar: z.string().nullable(),
  /** none: only the tags here change, or a conflict waits */
  action: z.enum(['create', 'change', 'delete', 'none', 'refuse']),
  /** tags that the sidecar gains and loses */
  added: z.array(z.string()),
  removed: z.array(z.string()),
  /** the same per property, as written */
  items: z.record(z.string(), z.object({ added: z.array(z.string()), removed: z.array(z.string()) })),
  /** tags that are taken in here, and taken off here */
  imported: z.array(z.string()),
  dropped: z.array(z.string()),
  /** stars, flags and colours, in words: what the sidecar gains and loses, and what is taken in here */
  marks: z
    .object({ added: z.array(z.string()), removed: z.array(z.string()), taken: z.array(z.string()) })
    .optional(),
  conflicts: z.array(syncConflict),
  /** worth knowing, no reason to refuse: a second sidecar, a tag with a comma (XMP.md section 8) */
  notices: z.array(notice),
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
})

/** A dry run: nothing was written. Photos without a change are counted, not listed. */
export const sidecarPreview = z.object({
  create: z.int(),
  change: z.int(),
  delete: z.int(),
  unchanged: z.int(),
  refuse: z.int(),
  /** tags that would be taken in and taken off here */
  imported: z.int(),
  dropped: z.int(),
  /** photos whose stars, flag or colour would be taken in */
  marks: z.int(),
  /** conflicts that wait for a choice */
  conflicts: z.int(),
  /** at most as many as were asked for, conflicts and refusals first */
  changes: z.array(sidecarChange),
  /** how many there are */
  changed: z.int(),
})

export const syncRun = z.object({
  id: z.string(),
  jobId: z.int(),
  direction: syncDirection,
  at: z.string(),
  /** counts; null where it was cut off */
  result: z.record(z.string(), z.number()).nullable(),
  undoneAt: z.string().nullable(),
})

/** What a run did: as much of it as its journal still has. */
export const syncReport = z.object({
  run: syncRun,
  /** at most as many as were asked for */
  changes: z.array(sidecarChange),
  changed: z.int(),
  /** what could not be done */
  problems: z.array(jobProblem),
})

/** How sidecars are written. */
export const sidecarSettings = z.object({
  /** name of a new sidecar: photo.jpg.xmp, photo.xmp, or what the folder's RAW files have */
  naming: z.enum(['auto', 'extended', 'base']),
  /** write automatic tags too, not only those that somebody said yes to */
  automatic: z.boolean(),
  /** dc:subject holds each part of a path, not only the last */
  allWords: z.boolean(),
  /** take in names of people from face regions */
  people: z.boolean(),
  /** write stars, rejections and colours that were given here, too */
  marks: z.boolean(),
  /** write scores, models and times of tags that labels set, as a property of our own */
  provenance: z.boolean(),
  /** delete a sidecar that Lumitag made once nothing is left in it */
  deleteEmpty: z.boolean(),
  /** "dog" in a sidecar and "Dog" here are two tags */
  matchCase: z.boolean(),
  /** wait for network drives, too, to have stored each sidecar before the next */
  flushNetwork: z.boolean(),
})

export type SyncDirection = z.output<typeof syncDirection>
export type SyncChoice = z.output<typeof syncChoice>
export type SyncConflict = z.output<typeof syncConflict>
export type SyncRequest = z.output<typeof syncRequest>
export type SidecarChange = z.output<typeof sidecarChange>
export type SidecarPreview = z.output<typeof sidecarPreview>
export type SyncReport = z.output<typeof syncReport>
export type SyncRun = z.output<typeof syncRun>
export type SidecarSettings = z.output<typeof sidecarSettings>
