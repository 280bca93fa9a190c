import { z } from 'zod'

export const root = z.object({
  id: z.int(),
  /** absolute path of the folder */
  path: z.string(),
  name: z.string(),
  photos: z.int(),
  /** false while the folder is not there (drive unplugged, share gone); its photos stay, dimmed */
  online: z.boolean(),
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
  photos: z.int(),
  embedded: z.int(),
  unreadable: z.int(),
  toReview: z.int(),
})

export type Root = z.output<typeof root>
export type Folder = z.output<typeof folder>
export type LibraryStatus = z.output<typeof libraryStatus>
