import type { Store } from '../../store/store.ts'

/**
 * Takes a photo's keywords in as tags, each once in its life: what the user decided stands, and what the user took off
 * stays off, however often the file is read. Part of a transaction.
 */
export function importKeywords(store: Store, photoId: number, keywords: readonly string[]): void {
  const photo = store.photos.get(photoId)
  const taken = photo?.keywordsTaken ? (JSON.parse(photo.keywordsTaken) as string[]) : []
  const fresh = keywords.filter((path) => !taken.includes(path))
  if (!photo || fresh.length === 0) return
  for (const path of fresh) {
    // a file's word outweighs a model's
    store.tags.removeIfAutomatic(photoId, path)
    store.tags.putIfNew({
      photoId,
      path,
      state: 'imported',
      source: 'sidecar',
      file: 'photo',
      labelId: store.labels.named(path)?.id ?? null,
      model: null,
      promptHash: null,
      score: null,
      threshold: null,
      calibrated: null,
      at: Date.now(),
    })
  }
  store.photos.setKeywordsTaken(photoId, [...taken, ...fresh])
}
