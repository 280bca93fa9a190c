import { z } from 'zod'
import { call } from '../rpc.ts'
import { byId, nothing } from './inputs.ts'
import { finding, folder, libraryStatus, root, scanSettings } from '../schemas/library.ts'

/** The library as a whole, and its roots: the folders the user added. */
export const libraryContract = {
  'library.status': call(nothing, libraryStatus),
  /** Answers at once: a sign of life. */
  'library.ping': call(nothing, nothing),
  /** What the database's own integrity check finds wrong; empty when it is whole. */
  'library.check': call(nothing, z.array(z.string())),
  /**
   * Compares the library with itself: its database, thumbnails and embeddings. With `repair` it mends what it can, and
   * never touches a decision or a photo.
   */
  'library.examine': call(z.object({ repair: z.boolean().default(false) }), z.array(finding)),
  'roots.list': call(nothing, z.array(root)),
  /**
   * Adds a folder and starts scanning it; `folder` is its path inside the root. Known folders, and folders inside one,
   * are scanned again.
   */
  'roots.add': call(z.object({ path: z.string().min(1) }), root.extend({ folder: z.string() })),
  /** Copies the sample pictures into the library's folder and adds them: something to try Lumitag out with. */
  'roots.addSamples': call(nothing, root),
  /** Forgets a folder and what was learnt about its photos. No file is touched. */
  'roots.remove': call(byId, nothing),
  'roots.scan': call(z.object({ id: z.int().optional() }), nothing),
  /**
   * Says where a folder is now; what is known of its photos goes along. BAD_INPUT if none of them is there, unless
   * `anyway`.
   */
  'roots.relocate': call(
    z.object({ id: z.int(), path: z.string().min(1), anyway: z.boolean().default(false) }),
    root,
  ),
  /** Forgets the photos of a folder that are gone, with their decisions. BAD_INPUT while its drive is away. */
  'roots.forgetGone': call(byId, z.object({ forgotten: z.int() })),
  'scanning.settings': call(nothing, scanSettings),
  /** Changes what scans pass over, and scans again if that is something else. */
  'scanning.change': call(scanSettings.partial(), scanSettings),
  'folders.list': call(nothing, z.array(folder)),
}
