import { z } from 'zod'
import { rule } from '../rules/rule.ts'
import { album, albumChange, albumFile, albumInput, albumMark, albumPreview } from '../schemas/album.ts'
import { photoId } from '../schemas/photo.ts'
import { call } from '../rpc.ts'
import { byId, nothing, photoIds } from './inputs.ts'

/** Albums: smart ones, which follow a rule, and those by hand. */
export const albumsContract = {
  'albums.list': call(nothing, z.array(album)),
  'albums.create': call(albumInput, album),
  'albums.update': call(z.object({ id: z.int(), change: albumChange }), album),
  'albums.remove': call(byId, nothing),
  /** Puts photos into an album or keeps them out of it, whatever its rule says. */
  'albums.mark': call(z.object({ id: z.int(), photoIds, mark: albumMark }), album),
  /** Moves photos of an album by hand before another of its photos, or to its end. BAD_INPUT for a smart album. */
  'albums.arrange': call(z.object({ id: z.int(), photoIds, before: photoId.nullable() }), nothing),
  /** What a rule would show. Nothing of it is kept. */
  'albums.preview': call(z.object({ rule }), albumPreview),
  /** An album to keep in a file: with names instead of numbers. */
  'albums.file': call(byId, albumFile),
  /**
   * Makes an album from the text of such a file, or of a rule alone, or gives the rule to an album that is there. Photos
   * that are not in the library are left out, and told. BAD_INPUT says where the text is wrong.
   */
  'albums.import': call(
    z.object({
      text: z.string().max(10_000_000),
      name: z.string().optional(),
      /** the name where the file says none */
      unnamed: z.string().optional(),
      id: z.int().optional(),
    }),
    z.object({ album, leftOut: z.array(z.string()) }),
  ),
}
