import { join } from 'node:path'
import type { TaggedPhoto } from '../../../src-shared/schemas/photo.ts'
import type { Store } from '../store/store.ts'
import type { TagPage } from '../store/tags.ts'

/** The decisions of the next so many tagged photos after one, for other tools. */
export function listTags(store: Store, page: TagPage): TaggedPhoto[] {
  return store.tags.after(page).map((row) => ({
    photoId: row.photoId,
    photo: join(row.rootPath, row.photoPath),
    tag: row.path,
    state: row.state,
    source: row.source,
    model: row.model,
    score: row.score,
    at: new Date(row.at).toISOString(),
  }))
}
