import type { PresentPhotos } from '../library/present.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { Scoring } from '../labels/scoring.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'

export interface AutomaticTags {
  /** Makes a label's automatic tags what its thresholds say, over the whole library. Decisions of the user stay. */
  applyLabel(label: LabelRow): Promise<void>
  applyAll(): Promise<void>
  /** The same for some contents and all labels: photos that were just embedded. */
  applyContents(contentIds: readonly number[]): Promise<void>
}

/** Sets and takes off the tags that follow from scores. They carry the model, prompts, score and threshold they came from. */
export function createAutomaticTags(
  store: Store,
  scorer: Scorer,
  scoring: () => Scoring,
  present: () => PresentPhotos,
  now: () => number,
): AutomaticTags {
  const tag = (
    label: LabelRow,
    photoId: number,
    promptHash: string,
    score: number | null,
    threshold: number,
  ): TagRow => ({
    photoId,
    path: label.name,
    state: 'automatic',
    source: 'model',
    labelId: label.id,
    model: scoring().model.id,
    promptHash,
    score,
    threshold,
    at: now(),
  })

  async function applyLabel(label: LabelRow): Promise<void> {
    const query = await scorer.query(label)
    if (!store.labels.get(label.id)) return // removed meanwhile
    const { automatic } = scorer.thresholds(label)
    const { id: model } = scoring().model
    const wanted = new Map(
      scorer
        .photos(query, present(), automatic)
        .map(({ photoId, cosine }) => [photoId, scorer.score(cosine)]),
    )
    const { byId } = present()
    const { vectors } = scoring()
    // a photo that this model has not looked at yet keeps what another one said
    const isScored = (photoId: number): boolean => {
      const contentId = byId.get(photoId)?.contentId ?? null
      return contentId !== null && vectors.rowOf(contentId) !== undefined
    }
    store.transaction(() => {
      const decided = store.tags.decisions(label.name)
      for (const [photoId, decision] of decided)
        if (decision.state === 'automatic' && !wanted.has(photoId) && isScored(photoId))
          store.tags.removeIfAutomatic(photoId, label.name)
      for (const [photoId, score] of wanted) {
        const before = decided.get(photoId)
        const same = before?.model === model && before.promptHash === query.promptHash
        if (!before || (before.state === 'automatic' && !same))
          store.tags.put(tag(label, photoId, query.promptHash, score, automatic))
      }
    })
  }

  return {
    applyLabel,
    async applyAll() {
      for (const label of store.labels.all()) await applyLabel(label)
    },
    async applyContents(contentIds) {
      const labels = await Promise.all(
        store.labels.all().map(async (label) => ({ label, query: await scorer.query(label) })),
      )
      const { byContent } = present()
      store.transaction(() => {
        for (const { label, query } of labels) {
          if (!store.labels.get(label.id)) continue // removed meanwhile
          const { automatic } = scorer.thresholds(label)
          // compared as cosines: a score rounds to 1 long before it is
          const least = scorer.reach(automatic)
          for (const contentId of contentIds) {
            const cosine = scorer.cosine(query, contentId)
            if (cosine === undefined) continue
            const score = scorer.score(cosine)
            for (const { id } of byContent.get(contentId) ?? [])
              if (cosine >= least) store.tags.putIfNew(tag(label, id, query.promptHash, score, automatic))
              else store.tags.removeIfAutomatic(id, label.name)
          }
        }
      })
    },
  }
}
