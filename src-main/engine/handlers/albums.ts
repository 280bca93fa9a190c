import type { albumsContract } from '../../../src-shared/contract/albums.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { nameFor, readAlbumFile } from '../albums/files.ts'
import type { EngineParts } from '../parts.ts'

/** Albums: smart ones, and those by hand. */
export function albumsHandlers(parts: EngineParts): Handlers<typeof albumsContract> {
  const { albums, events } = parts

  return {
    'albums.list': () => albums.list(),
    'albums.create': async (input) => {
      const album = await albums.create(input)
      events.changed('albums')
      return album
    },
    'albums.update': async ({ id, change }) => {
      const album = await albums.update(id, change)
      events.changed('albums')
      return album
    },
    'albums.remove': ({ id }) => {
      albums.remove(id)
      events.changed('albums')
    },
    'albums.mark': async ({ id, photoIds, mark }) => {
      const album = await albums.mark(id, photoIds, mark)
      events.changed('albums')
      return album
    },
    'albums.arrange': ({ id, photoIds, before }) => {
      albums.arrange(id, photoIds, before)
      events.changed('albums')
    },
    'albums.preview': ({ rule }) => albums.preview(rule),
    'albums.file': ({ id }) => albums.file(id),
    'albums.import': async ({ text, name, unnamed, id }) => {
      const read = readAlbumFile(text, parts.store)
      const album = await (id === undefined
        ? albums.create({ ...read, name: nameFor(name ?? read.name ?? unnamed) })
        : albums.update(id, { rule: read.rule }))
      events.changed('albums')
      return { album, leftOut: read.leftOut }
    },
  }
}
