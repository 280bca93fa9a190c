/** Photos that somebody has lately looked at and that were not read yet, the last one first. */
export interface Wanted {
  note(photoId: number): void
  list(): Iterable<number>
}

/** About what a few screens show. */
const REMEMBERED = 500

export function createWanted(): Wanted {
  let ids: number[] = []
  return {
    note: (photoId) => void (ids = [photoId, ...ids.filter((id) => id !== photoId)].slice(0, REMEMBERED)),
    list: () => ids,
  }
}

/** Hands out photos one by one, each once: what somebody looks at first, then as given. Undefined at the end. */
export function readingOrder(ids: readonly number[], wanted: Wanted): () => number | undefined {
  const waiting = new Set(ids)
  const inOrder = waiting.values()
  return () => {
    for (const photoId of wanted.list()) if (waiting.delete(photoId)) return photoId
    const { value } = inOrder.next()
    if (value !== undefined) waiting.delete(value)
    return value
  }
}
