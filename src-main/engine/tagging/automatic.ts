import { setImmediate as othersFirst } from 'node:timers/promises'
import type { PresentPhotos } from '../library/present.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { Scoring } from '../labels/scoring.ts'
import type { LabelRow } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import type { TagRow } from '../store/tags.ts'
import { TAG_STATE } from '../store/tagStates.ts'
import { tagChanges } from './tagChanges.ts'

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
    const least = scorer.reach(automatic)
    const photos = present()
    const scores = scorer.scores(query, photos)
    const changes = tagChanges(scores, photos.ids, store.tagStates(label.name), least)
    const by = { model: scoring().model.id, promptHash: query.promptHash }
    // those that stay, but are said by another model or of other prompts
    const outdated = store.tags
      .automaticExcept(label.name, by)
      .map(photos.positionOf)
      .filter((position) => position !== -1 && scores.at(position) >= least)
    store.transaction(() => {
      for (const position of changes.removed) store.tags.removeIfAutomatic(photos.ids[position]!, label.name)
      for (const position of [...changes.added, ...outdated])
        store.tags.put(
          tag(label, photos.ids[position]!, query.promptHash, scorer.score(scores.at(position)), automatic),
        )
    })
  }

  return {
    applyLabel,
    async applyAll() {
      const labels = store.labels.all()
      await scorer.queries(labels)
      for (const label of labels) {
        await applyLabel(label)
        await othersFirst()
      }
    },
    async applyContents(contentIds) {
      const labels = store.labels.all()
      const queries = await scorer.queries(labels)
      const photos = store.photos.ofContents(contentIds)
      store.transaction(() => {
        labels.forEach((label, index) => {
          if (!store.labels.get(label.id)) return // removed meanwhile
          const { automatic } = scorer.thresholds(label)
          const least = scorer.reach(automatic)
          const states = store.tagStates(label.name)
          const query = queries[index]!
          for (const { id: photoId, contentId } of photos) {
            const cosine = scorer.cosine(query, contentId)
            if (cosine === undefined) continue
            const state = states[photoId] ?? TAG_STATE.none
            if (cosine < least) {
              if (state === TAG_STATE.automatic) store.tags.removeIfAutomatic(photoId, label.name)
            } else if (state === TAG_STATE.none)
              store.tags.put(tag(label, photoId, query.promptHash, scorer.score(cosine), automatic))
          }
        })
      })
    },
  }
}
