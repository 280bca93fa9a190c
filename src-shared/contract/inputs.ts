import { z } from 'zod'
import { MOST_PHOTOS } from '../limits.ts'
import { photoId } from '../schemas/photo.ts'

/** Inputs that many calls share. */
export const nothing = z.undefined()
export const byId = z.object({ id: z.int() })
export const photoIds = z.array(photoId).min(1).max(MOST_PHOTOS)
