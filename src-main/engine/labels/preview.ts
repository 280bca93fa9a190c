import type { LabelDraftInput, LabelPreview, ScoredPhoto } from '../../../src-shared/schemas/labelPreview.ts'
import type { ScoreAxis } from '../../../src-shared/scoreAxis.ts'
import type { PresentPhotos } from '../library/present.ts'
import { tagStateOf } from '../store/tagStates.ts'
import { describeLearning, unknownWords } from './describe.ts'
import { drawersOf } from './drawers.ts'
import { contentsOf } from './examples.ts'
import type { LabelDependencies } from './labels.ts'
import type { LabelReading } from './readings.ts'
import { histogram } from './scores.ts'
import { createWarnings } from './warnings.ts'

/** Bins of the histogram, and photos shown beside it. */
const BINS = 80
const BEST_SHOWN = 60
const STRIP = 12
/** What is left of the crowd is not worth the room: so many spreads below the median the axis begins. */
const SPREADS_BELOW = 3

export type Previews = (draft: LabelDraftInput) => Promise<LabelPreview>

/** The whole library scored against a label that is still being written. Nothing is stored. */
export function createPreviews(dependencies: LabelDependencies): Previews {
  const { store, scorer, readings, scoring, present } = dependencies
  const warningsOf = createWarnings(dependencies)
  return async (draft) => {
    const { id, prompts, contrast = [], minus = [], mode = 'automatic', scope = null, learns = true } = draft
    const { exclusive = null, automatic, suggestion, calibrated } = draft
    const label = id === undefined ? undefined : store.labels.get(id)
    const examples = draft.photos ? contentsOf(draft.photos, present(), scoring()) : label?.contents
    const contents = prompts.length === 0 ? (examples ?? []) : []
    const query = await scorer.trial({
      ...(id !== undefined && { id }),
      prompts,
      contrast,
      minus,
      contents,
      exclusive,
    })
    const own = { [scoring().model.id]: { automatic, suggestion, ...(calibrated && { calibrated }) } }
    const photos = present()
    const readable = { name: label?.name ?? '', contents, own, mode, scope, learns }
    const reading = readings.read(readable, query, photos)
    const { values, force, limits, kind, bars } = reading
    const shown = showIn(photos, reading, label && store.tagStates(label.name))
    const drawers = drawersOf(values.values)
    const tagged = drawers.countFrom(force.automatic)
    const axis = axisOf(reading)
    return {
      scored: drawers.count,
      automatic: tagged,
      suggested: drawers.countFrom(force.suggestion) - tagged,
      scoreKind: kind,
      bars,
      histogram: axis ? histogram(values, axis.from, axis.to, BINS) : [],
      axis: axis?.scores ?? { curve: 'straight', offset: 0, slope: 1 },
      best: drawers.best(BEST_SHOWN).map(shown),
      justIn: drawers.nearest(limits[draft.around], STRIP, 1).map(shown),
      justOut: drawers.nearest(limits[draft.around], STRIP, -1).map(shown),
      learning: describeLearning({ learns }, reading),
      warnings: await warningsOf(draft, reading, photos),
      unknownWords: unknownWords(prompts, scoring()),
    }
  }
}

const showIn =
  (photos: PresentPhotos, { values, score }: LabelReading, states: Uint8Array | undefined) =>
  (position: number): ScoredPhoto => ({
    id: photos.ids[position]!,
    version: photos.contentIds[position]!,
    time: photos.times[position]!,
    score: score(values.at(position)),
    state: tagStateOf(states?.[photos.ids[position]!]),
  })

/** The stretch of values that is worth showing, and how scores lie along it. */
function axisOf({
  statistics,
  limits,
  kind,
  score,
}: LabelReading): { from: number; to: number; scores: ScoreAxis } | undefined {
  if (!statistics || !Number.isFinite(limits.suggestion) || score(statistics.median) === null)
    return undefined
  const { median, spread, top } = statistics
  const from = Math.min(median - SPREADS_BELOW * spread, limits.suggestion - spread)
  const to =
    Math.max(top, Number.isFinite(limits.automatic) ? limits.automatic : top, limits.suggestion) + spread
  const at = (value: number): number => (kind === 'similarity' ? value : logit(score(value)!))
  const offset = at(from)
  const curve = kind === 'similarity' ? 'straight' : 'sigmoid'
  return { from, to, scores: { curve, offset, slope: at(to) - offset } }
}

const logit = (score: number): number => Math.log(score / (1 - score))
