import { z } from 'zod'
import { photoId } from '../schemas/photo.ts'

/** Inputs that many calls share. */
export const nothing = z.undefined()
export const byId = z.object({ id: z.int() })
export const photoIds = z.array(photoId).min(1).max(100_000)
