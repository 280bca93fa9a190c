import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing, photoIds } from './inputs.ts'
import { photoId } from '../schemas/photo.ts'

/** What only the program around the engine can do. Every shell fills all of it, or it does not compile. */
export const hostContract = {
  'host.info': call(
    nothing,
    z.object({
      shell: z.enum(['electron', 'browser']),
      platform: z.string(),
      home: z.string(),
      pathSeparator: z.string(),
    }),
  ),
  /** The system's folder dialog; null when the user closed it; HOST_CANNOT where there is none (use host.folders). */
  'host.pickFolder': call(nothing, z.string().nullable()),
  /** Names of the folders in a folder, for choosing one where there is no system dialog. */
  'host.folders': call(
    z.object({ path: z.string().optional() }),
    z.object({
      path: z.string(),
      parent: z.string().nullable(),
      folders: z.array(z.string()),
      pictures: z.int(),
    }),
  ),
  /** Shows the photo's file in the system's file manager. */
  'host.reveal': call(z.object({ photoId }), nothing),
  /** Opens the photo in the system's usual program. */
  'host.open': call(z.object({ photoId }), nothing),
  /**
   * Moves photos to the system's trash, each with the sidecar that is named after it. Problems are told one by one;
   * HOST_CANNOT where there is no trash.
   */
  'host.trash': call(
    z.object({ photoIds }),
    z.object({
      trashed: z.array(photoId),
      problems: z.array(z.object({ photoId, message: z.string() })),
    }),
  ),
}
