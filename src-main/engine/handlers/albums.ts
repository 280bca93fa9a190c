import type { albumsContract } from '../../../src-shared/contract/albums.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import type { EngineParts } from '../parts.ts'

/** Smart albums. */
export function albumsHandlers(parts: EngineParts): Handlers<typeof albumsContract> {
  const { albums, events } = parts

  return {
    'albums.list': () => albums.list(),
    'albums.create': async (input) => {
      const album = await albums.create(input)
      events.changed('albums')
      return album
    },
    'albums.update': async ({ id, ...change }) => {
      const album = await albums.update(id, change)
      events.changed('albums')
      return album
    },
    'albums.remove': ({ id }) => {
      albums.remove(id)
      events.changed('albums')
    },
  }
}
