import { setImmediate as othersFirst } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { LabelReading, Readings } from '../labels/readings.ts'
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
  /** The same for all labels, whose thresholds are proposed anew first. */
  applyAll(): Promise<void>
  /** The same for some contents and all labels: photos that were just embedded. */
  applyContents(contentIds: readonly number[]): Promise<void>
}

/**
 * Sets and takes off the tags that follow from scores. They carry the model, prompts, score and threshold they came from.
 * While the starter stands in for a model that is missed, nothing is set or taken off.
 */
export function createAutomaticTags(
  store: Store,
  scorer: Scorer,
  readings: Readings,
  scoring: () => Scoring,
  present: () => PresentPhotos,
  isStandIn: () => boolean,
  now: () => number,
): AutomaticTags {
  /** A label that is still as it was asked: whoever changed it meanwhile has its tags follow. */
  const unchanged = (asked: LabelRow): LabelRow | undefined => {
    const label = store.labels.get(asked.id)
    return isDeepStrictEqual(label, asked) ? label : undefined
  }

  const tag = (label: LabelRow, photoId: number, position: number, reading: LabelReading): TagRow => {
    const { query, kind, bars, values, baseAt, score } = reading
    const base = baseAt(position)
    return {
      photoId,
      path: label.name,
      state: 'automatic',
      source: 'model',
      labelId: label.id,
      model: scoring().model.id,
      promptHash: query.promptHash,
      score: kind === 'similarity' ? score(base) : scorer.score(base),
      calibrated: kind === 'calibrated' ? score(values.at(position)) : null,
      threshold: bars.automatic,
      at: now(),
    }
  }

  async function applyLabel({ id }: LabelRow): Promise<void> {
    const asked = store.labels.get(id)
    if (!asked || isStandIn()) return
    const query = await scorer.query(asked)
    const label = unchanged(asked)
    if (!label) return applyLabel(asked)
    const photos = present()
    const reading = readings.read(label, query, photos)
    const { values, force } = reading
    const states = store.tagStates(label.name)
    const changes = tagChanges(values, photos.ids, states, force.automatic, reading.isOutside)
    const by = { model: scoring().model.id, promptHash: query.promptHash }
    // those that stay, but are said by another model or of other prompts
    const outdated = store.tags
      .automaticExcept(label.name, by)
      .map(photos.positionOf)
      .filter((position) => position !== -1 && values.at(position) >= force.automatic)
    store.transaction(() => {
      for (const position of changes.removed) store.tags.removeIfAutomatic(photos.ids[position]!, label.name)
      for (const position of [...changes.added, ...outdated])
        store.tags.put(tag(label, photos.ids[position]!, position, reading))
    })
  }

  return {
    applyLabel,
    async applyAll() {
      readings.settle()
      const labels = store.labels.all()
      await scorer.queries(labels)
      for (const label of labels) {
        await applyLabel(label)
        await othersFirst()
      }
    },
    async applyContents(contentIds) {
      if (isStandIn()) return
      const labels = store.labels.all()
      const queries = await scorer.queries(labels)
      const photos = present()
      const positions = store.photos
        .ofContents(contentIds)
        .map(({ id }) => photos.positionOf(id))
        .filter((position) => position !== -1)
      store.transaction(() => {
        labels.forEach((asked, index) => {
          const label = unchanged(asked)
          if (!label) return
          const reading = readings.read(label, queries[index]!, photos)
          const states = store.tagStates(label.name)
          for (const position of positions) {
            const value = reading.values.at(position)
            const photoId = photos.ids[position]!
            const state = states[photoId] ?? TAG_STATE.none
            if (value >= reading.force.automatic) {
              if (state === TAG_STATE.none) store.tags.put(tag(label, photoId, position, reading))
            } else if (state === TAG_STATE.automatic && (!Number.isNaN(value) || reading.isOutside(position)))
              store.tags.removeIfAutomatic(photoId, label.name)
          }
        })
      })
    },
  }
}
