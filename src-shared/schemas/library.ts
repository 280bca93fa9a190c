import { z } from 'zod'
import { missingModel } from './model.ts'

/**
 * watched: changes appear at once · polled: looked at now and then · there: looked at when asked to · empty: none of its
 * photos is in it, so it was emptied or its drive is away · away: its drive is not connected · gone: its drive is
 * connected and the folder is not on it · unreadable: no permission
 */
export const rootState = z.enum(['watched', 'polled', 'there', 'empty', 'away', 'gone', 'unreadable'])

export const root = z.object({
  id: z.int(),
  /** absolute path of the folder */
  path: z.string(),
  name: z.string(),
  photos: z.int(),
  /** false while its photos cannot be reached (see `state`); they stay, dimmed */
  online: z.boolean(),
  state: rootState,
  /** why it is not watched, a sentence; null where it is, or nobody follows it */
  reason: z.string().nullable(),
  /** minutes between two looks at it where it is not watched */
  lookEvery: z.int(),
  /** the drive or share it is on, where that is known */
  drive: z.string().nullable(),
  /** photos that were in it and are not any more; what was decided about them is kept */
  missing: z.int(),
  scannedAt: z.string().nullable(),
})

/** One folder inside a root that holds photos, itself or below it. */
export const folder = z.object({
  rootId: z.int(),
  path: z.string(),
  name: z.string(),
  /** photos in it and below it */
  photos: z.int(),
})

export const libraryStatus = z.object({
  version: z.string(),
  /** where the library's own files are */
  directory: z.string(),
  /** bytes left on its disk; null where that cannot be known */
  freeBytes: z.number().nullable(),
  photos: z.int(),
  embedded: z.int(),
  unreadable: z.int(),
  /** photos that can be read and were not yet */
  unread: z.int(),
  /** photos whose files are gone */
  missing: z.int(),
  toReview: z.int(),
  /** the model that the user put in use, when it cannot be and the starter stands in */
  missingModel: missingModel.nullable(),
})

/** What scans pass over, besides hidden files and what .lumitagignore files exclude; and how often they run. */
export const scanSettings = z.object({
  /** bytes; smaller files are ignored */
  smallest: z.int().min(0),
  /** larger ones too; null = no limit */
  largest: z.int().positive().nullable(),
  /** minutes between two looks at folders that cannot be watched */
  lookEvery: z
    .int()
    .min(1)
    .max(24 * 60),
})

/** What the doctor looked for, how often it was found, and how much of it was mended. */
export const finding = z.object({
  /** for people: "missing thumbnails" */
  what: z.string(),
  found: z.int(),
  repaired: z.int(),
  detail: z.string().nullable(),
})

export type Finding = z.output<typeof finding>
export type Root = z.output<typeof root>
export type RootState = z.output<typeof rootState>
export type ScanSettings = z.output<typeof scanSettings>
export type Folder = z.output<typeof folder>
export type LibraryStatus = z.output<typeof libraryStatus>
