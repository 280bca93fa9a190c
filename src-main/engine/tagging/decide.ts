import { LumitagError } from '../../../src-shared/errors.ts'
import { normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { Store } from '../store/store.ts'
import type { AutomaticTags } from './automatic.ts'

export interface Decision {
  photoIds: number[]
  path: string
  decision: 'accept' | 'reject' | 'clear'
}

/**
 * What the user says about a tag on photos. It outweighs every score from then on; clearing it lets the label's score
 * speak again.
 */
export async function decide(
  { photoIds, path, decision }: Decision,
  store: Store,
  scorer: Scorer,
  automatic: AutomaticTags,
  present: PresentPhotos,
  now: () => number,
): Promise<void> {
  const label = store.labels.named(normaliseTagPath(path))
  // a label's tag has the label's spelling, whatever was typed
  const name = label?.name ?? normaliseTagPath(path)
  const query = label && (await scorer.query(label))
  const contents = photoIds.map((id) => {
    const position = present.positionOf(id)
    if (position === -1) throw new LumitagError('NOT_FOUND', `There is no photo ${id} in the library.`)
    return present.contentIds[position]!
  })
  store.transaction(() => {
    photoIds.forEach((photoId, index) => {
      if (decision === 'clear') return store.tags.remove(photoId, name)
      const contentId = contents[index]
      const cosine = query && contentId ? scorer.cosine(query, contentId) : undefined
      store.tags.put({
        photoId,
        path: name,
        state: decision === 'accept' ? 'accepted' : 'rejected',
        source: 'user',
        labelId: label?.id ?? null,
        model: null,
        promptHash: query?.promptHash ?? null,
        score: cosine === undefined ? null : scorer.score(cosine),
        threshold: null,
        at: now(),
      })
    })
  })
  if (decision === 'clear') await automatic.applyContents(contents)
}
