import { z } from 'zod'
import { call } from '../rpc.ts'
import { byId, nothing } from './inputs.ts'
import { album, albumInput, albumRule } from '../schemas/album.ts'

/** Smart albums. */
export const albumsContract = {
  'albums.list': call(nothing, z.array(album)),
  'albums.create': call(albumInput, album),
  'albums.update': call(
    z.object({ id: z.int(), name: z.string().trim().min(1).max(255).optional(), rule: albumRule.optional() }),
    album,
  ),
  'albums.remove': call(byId, nothing),
}
