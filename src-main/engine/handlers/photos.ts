import type { photosContract } from '../../../src-shared/contract/photos.ts'
import type { Handlers } from '../../../src-shared/rpc.ts'
import { locatePhoto, photoDetails } from '../library/photoDetails.ts'
import { photoIndex, photoPlaces } from '../library/photoIndex.ts'
import { withStackedRaws } from '../library/stacks.ts'
import { mark } from '../tagging/mark.ts'
import type { EngineParts } from '../parts.ts'

/** Photos: lists of them, one of them, and what becomes of their files. */
export function photosHandlers(parts: EngineParts): Handlers<typeof photosContract> {
  const { store, library, runner, photosChanged } = parts
  const { reading, states } = library

  return {
    'photos.index': ({ source, stacked, order }) => photoIndex(source, stacked, parts.choosing, order),
    'photos.places': ({ source }) => photoPlaces(source, parts.choosing),
    'photos.locate': ({ path }) => ({ id: locatePhoto(path, store) }),
    'photos.get': ({ id }) => photoDetails(id, { ...parts, states: library.states }),
    'photos.mark': ({ photoIds, marking }) => {
      const done = mark(withStackedRaws(photoIds, store), marking, parts)
      photosChanged()
      return done
    },

    'photos.classify': (input, { signal }) => parts.classify(input, signal),
    'photos.forget': ({ id }) => parts.dropped.forget(id),
    'photos.read': () => {
      reading.goOn()
      return runner.add('index', {})
    },
    'photos.forgetMissing': ({ photoIds }) => {
      const forgotten = photoIds.filter((id) => isGone(id, parts))
      store.files.remove(forgotten)
      photosChanged()
      return { forgotten: forgotten.length }
    },
    'photos.trashed': async ({ photoIds }) => {
      await states.checkAll()
      store.files.markMissing(await library.notThere(photoIds), 2)
      photosChanged()
    },
  }
}

/** Whether nobody can find a photo's file: it is missing, or its folder is not there though its drive is. */
function isGone(photoId: number, { store, library }: EngineParts): boolean {
  const photo = store.photos.get(photoId)
  if (!photo) return false
  const condition = library.states.of(photo.rootId)
  return photo.missing > 0 || condition === 'empty' || condition === 'gone'
}
