import { z } from 'zod'
import { call, stream } from '../rpc.ts'
import { nothing, photoIds } from './inputs.ts'
import { photoId } from '../schemas/photo.ts'
import { shellTexts } from '../shellTexts.ts'

const shellText = z.enum(shellTexts)

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
  /** What the desktop tells the window. */
  'host.events': stream(
    nothing,
    z.discriminatedUnion('kind', [
      /** a folder was opened from outside; `path` is its path inside the root */
      z.object({ kind: z.literal('show-folder'), rootId: z.int(), path: z.string() }),
      /** the keys that can be pressed are asked for */
      z.object({ kind: z.literal('show-keys') }),
      /** so is where the library is */
      z.object({ kind: z.literal('show-library') }),
    ]),
  ),
  /** How the frame, menus and dialogs of the system look; the window itself knows already. */
  'host.theme': call(z.object({ theme: z.enum(['system', 'light', 'dark']) }), nothing),
  /** What the shell's texts (shellTexts.ts) are in the window's language. */
  'host.words': call(z.object({ words: z.record(shellText, z.string().max(400)) }), nothing),
  /** Begins to drag the photos' files out of the window: to be asked while a drag starts. HOST_CANNOT in a browser. */
  'host.drag': call(z.object({ photoIds }), nothing),
  /** Opens the folder of the log files. HOST_CANNOT in a browser. */
  'host.showLogs': call(nothing, nothing),
  /** Ends the program in order and starts it again. HOST_CANNOT in a browser. */
  'host.restart': call(nothing, nothing),
  /**
   * Whether another library can be chosen: here, or (a browser tab) on the command line only; "named" where the program
   * was started with one. And where other libraries are.
   */
  'host.libraries': call(
    nothing,
    z.object({ choice: z.enum(['here', 'command', 'named']), others: z.array(z.string()) }),
  ),
  /** Opens the library's folder in the system's file manager. */
  'host.showLibrary': call(nothing, nothing),
  /** Asks for a folder; what choosing it means, or null when the dialog was closed. HOST_CANNOT in a browser. */
  'host.pickLibrary': call(nothing, z.object({ path: z.string(), isNew: z.boolean() }).nullable()),
  /**
   * Starts again with the library of a folder that was picked, or of one of the others; `move`: with this one, moved
   * there. HOST_CANNOT in a browser.
   */
  'host.openLibrary': call(z.object({ path: z.string(), move: z.boolean() }), nothing),
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
