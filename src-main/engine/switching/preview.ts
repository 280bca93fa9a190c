import { setImmediate as othersFirst } from 'node:timers/promises'
import type { LabelSwitch, ModelSwitch } from '../../../src-shared/schemas/modelSwitch.ts'
import type { Inference } from '../inference/client.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { CurrentScoring } from '../labels/currentScoring.ts'
import { openScores } from '../labels/openScores.ts'
import type { LabelReading, Readings } from '../labels/readings.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { ModelService } from '../models/models.ts'
import type { Store } from '../store/store.ts'
import { TAG_STATE } from '../store/tagStates.ts'
import { changesOf, type Side } from './changes.ts'

export interface PreviewWish {
  /** the other model */
  id: string
  /** photos of each kind of change that are listed */
  most: number
  /** only this one */
  label?: number | undefined
}

export interface PreviewDependencies {
  store: Store
  inference: Inference
  models: Pick<ModelService, 'get'>
  current: CurrentScoring
  present: () => PresentPhotos
}

/**
 * What would be different if this model were in use: computed with the same code that sets tags, on what it has looked at
 * so far. Lists at most so many photos of each kind; of one label only, if it is named.
 */
export async function previewSwitch(
  { id, most, label: only }: PreviewWish,
  { store, inference, models, current, present }: PreviewDependencies,
): Promise<ModelSwitch> {
  const beside = await current.beside(await models.get(id))
  const now = openSide(store, inference, current.get())
  const then = openSide(store, inference, beside)
  const rows = store.labels.all().filter((label) => only === undefined || label.id === only)
  const [nowQueries, thenQueries] = [await now.scorer.queries(rows), await then.scorer.queries(rows)]

  const photos = present()
  const labels: LabelSwitch[] = []
  let kept = 0
  for (const [index, label] of rows.entries()) {
    const states = store.tagStates(label.name)
    const readings = [
      now.readings.read(label, nowQueries[index]!, photos),
      then.readings.read(label, thenQueries[index]!, photos),
    ] as const
    const sides = readings.map(sideOf) as [Side, Side]
    labels.push({
      id: label.id,
      name: label.name,
      threshold: thresholds(...readings),
      ...changesOf(photos, states, ...sides, most),
    })
    kept += decisions(states, photos)
    await othersFirst()
  }
  const { model, vectors } = beside
  return {
    id: model.id,
    name: model.name,
    scoring: model.scoring,
    photos: photos.contentIds.reduce((count, contentId) => count + (contentId === 0 ? 0 : 1), 0),
    seen: vectors.rowsOf(photos.contentIds).reduce((count, row) => count + (row < 0 ? 0 : 1), 0),
    kept,
    labels: labels.sort(mostChangedFirst),
  }
}

/** What a model says of the library. */
const openSide = (
  store: Store,
  inference: Inference,
  scoring: ReturnType<CurrentScoring['get']>,
): { scorer: Scorer; readings: Readings } => openScores(store, inference, () => scoring)

const sideOf = ({ values, force, score }: LabelReading): Side => ({ scores: values, limits: force, score })

function thresholds(now: LabelReading, then: LabelReading): LabelSwitch['threshold'] {
  // none where the model has no score for one label alone, or the label may not tag by itself
  const from = ({ force, limits, bars, score }: LabelReading): number | null =>
    score(0) === null || force.automatic !== limits.automatic ? null : bars.automatic
  return { now: from(now), then: from(then), own: { now: now.bars.own, then: then.bars.own } }
}

/** Photos that are there on which the user, or a sidecar, has the last word. */
function decisions(states: Uint8Array, photos: PresentPhotos): number {
  let count = 0
  for (const id of photos.ids) {
    const state = states[id] ?? TAG_STATE.none
    if (state !== TAG_STATE.none && state !== TAG_STATE.automatic) count++
  }
  return count
}

function mostChangedFirst(one: LabelSwitch, other: LabelSwitch): number {
  const size = ({ added, removed }: LabelSwitch['tags']): number => added.count + removed.count
  return (
    size(other.tags) - size(one.tags) ||
    size(other.suggestions) - size(one.suggestions) ||
    one.name.localeCompare(other.name)
  )
}
