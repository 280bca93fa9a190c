import { z } from 'zod'
import { errorCodes } from '../errors.ts'

/** What an export would do to one photo's sidecar. */
export const sidecarChange = z.object({
  photoId: z.int(),
  photo: z.string(),
  /** whole path of the sidecar; null where none can be chosen */
  sidecar: z.string().nullable(),
  action: z.enum(['create', 'change', 'refuse']),
  added: z.array(z.string()),
  removed: z.array(z.string()),
  /** worth knowing, no reason to refuse: a second sidecar, a tag with a comma (XMP.md section 8) */
  notices: z.array(z.object({ code: z.string(), message: z.string() })),
  problem: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
})

/** A dry run: nothing was written. Unchanged photos are counted, not listed. */
export const sidecarPreview = z.object({
  create: z.int(),
  change: z.int(),
  unchanged: z.int(),
  refuse: z.int(),
  changes: z.array(sidecarChange),
})

export type SidecarChange = z.output<typeof sidecarChange>
export type SidecarPreview = z.output<typeof sidecarPreview>
