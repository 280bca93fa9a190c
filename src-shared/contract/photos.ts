import { z } from 'zod'
import { call } from '../rpc.ts'
import { nothing, photoIds } from './inputs.ts'
import { classification, classificationInput } from '../schemas/classification.ts'
import { job } from '../schemas/job.ts'
import { marking } from '../schemas/marks.ts'
import { photoDetails, photoId, photoIndex, photoOrder, photoPlaces, photoSource } from '../schemas/photo.ts'
import { tagsChanged } from '../schemas/tagging.ts'

/** Photos: lists of them, one of them, and what becomes of their files. */
export const photosContract = {
  /** `stacked`: a camera's RAW file and the picture beside it as one, where no certain files are asked for. */
  'photos.index': call(
    z.object({ source: photoSource, stacked: z.boolean().default(false), order: photoOrder.optional() }),
    photoIndex,
  ),
  /** Where photos were taken, in the order of the list: those of a source whose files say it. */
  'photos.places': call(z.object({ source: photoSource }), photoPlaces),
  /** The photo that a file on this computer is. NOT_FOUND if it is not in the library. */
  'photos.locate': call(z.object({ path: z.string().min(1) }), z.object({ id: photoId })),
  'photos.get': call(z.object({ id: photoId }), photoDetails),
  /** Stars, flag and colour of photos, by the user's word, as one step that `tags.undo` takes back. */
  'photos.mark': call(z.object({ photoIds, marking }), tagsChanged),
  /** What models say about one photo and words that are only tried. Nothing about it is kept. */
  'photos.classify': call(classificationInput, classification),
  /** Deletes the copy of a photo that was dropped into the window. */
  'photos.forget': call(z.object({ id: z.int() }), nothing),
  /** Reads the photos that were not read yet. */
  'photos.read': call(nothing, job),
  /** Forgets photos whose files are gone, with their decisions. Others are left as they are. */
  'photos.forgetMissing': call(z.object({ photoIds }), z.object({ forgotten: z.int() })),
  /**
   * The user put these photos' files into the trash. Those that are really gone leave the views; their decisions are kept
   * in case the files are put back.
   */
  'photos.trashed': call(z.object({ photoIds }), nothing),
}
