import type { Engine } from '../../engine/engine.ts'
import { moveToTrash, trashPhotos } from '../../engine/library/trash.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'

/** Moves photos of the library to the system's trash; what was decided about them is kept in case they are put back. */
export async function trash(engine: Engine, photos: readonly string[], output: Output): Promise<number> {
  const photoIds: number[] = []
  for (const path of photos) photoIds.push((await engine.call('photos.locate', { path })).id)
  const files = new Map(photoIds.map((id) => [id, engine.photoFile(id)]))
  const { trashed, problems } = await trashPhotos(photoIds, (id) => files.get(id)!, moveToTrash)
  if (trashed.length > 0) await engine.call('photos.trashed', { photoIds: trashed })
  for (const id of trashed) output.event({ event: 'trashed', path: files.get(id) })
  for (const { photoId, message } of problems) {
    output.note(message)
    output.event({ event: 'skipped', path: files.get(photoId), message })
  }
  output.say(`${trashed.length} of ${photoIds.length} photos are in the trash.`)
  output.event({ event: 'summary', trashed: trashed.length, failed: problems.length })
  return problems.length > 0 ? exitCodes.someFailed : exitCodes.done
}
