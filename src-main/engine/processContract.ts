import { z } from 'zod'
import { call } from '../../src-shared/rpc.ts'

/*
 * What the program that started the engine process may ask of it, on channel 0. No window can reach this: it hands out
 * paths, and a window names photos by id only.
 */

const nothing = z.undefined()

export const processContract = {
  /** Answers, with its version, once the library is open; rejects with the reason if it cannot be opened. */
  ready: call(nothing, z.object({ version: z.string() })),
  /** Answers at once: proof that the engine is not stuck. */
  ping: call(nothing, nothing),
  /** The file to show for a photo, made if it is not there yet. */
  mediaFile: call(
    z.object({ kind: z.enum(['thumb', 'full', 'dropped']), id: z.int().positive() }),
    z.object({ path: z.string(), type: z.string(), etag: z.string(), passing: z.boolean().optional() }),
  ),
  /** Where a photo that is dropped into the window is to be written; then `acceptDropped`, or `forgetDropped`. */
  placeDropped: call(nothing, z.object({ id: z.int(), path: z.string() })),
  acceptDropped: call(z.object({ id: z.int() }), nothing),
  forgetDropped: call(z.object({ id: z.int() }), nothing),
  /** The photo's own file. */
  photoFile: call(z.object({ id: z.int().positive() }), z.string()),
}

export type ProcessContract = typeof processContract
