import type { ScoreKind } from '../../../src-shared/schemas/scoreKind.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Bars, LabelRow } from '../store/labels.ts'
import type { Store } from '../store/store.ts'
import { createLessons } from './learning/lessons.ts'
import { learn, type Lesson } from './learning/lesson.ts'
import { marksOf, type Marks } from './learning/marks.ts'
import { proposedLimits, type ModelBars } from './proposal.ts'
import type { Query } from './queries.ts'
import type { Scorer } from './scorer.ts'
import { Scores } from './scores.ts'
import type { Scoring } from './scoring.ts'
import { rowsInScope } from './scope.ts'
import type { Statistics } from './statistics.ts'
import { NEVER, ownThresholds, rawBars, UNSET, withOwn, type Thresholds } from './thresholds.ts'

/** No proposed bar lies below this raw score. */
const FLOOR = 1e-4
/** Photos have no bars of a model: their likeness is measured in the library alone. */
const SIMILARITY: ModelBars = { ...NEVER, floor: 0 }

/** A label, or what is being written of one. */
export type Readable = Pick<LabelRow, 'contents' | 'own' | 'mode' | 'scope' | 'learns'> & {
  /** whose marks it learns from */
  name: string
}

/** A label as it stands in the library now. */
export interface LabelReading {
  query: Query
  marks: Marks
  lesson: Lesson
  statistics: Statistics | null
  /** what the bars are scores of */
  kind: ScoreKind
  /** the bars, and whether the user set them */
  bars: Thresholds & { own: boolean }
  /** the bars as `values` are compared with them, whatever the mode; and those in force, which the mode may put out of reach */
  limits: Thresholds
  force: Thresholds
  /** what photos have by position: NaN where this model has not looked, and outside the label's scope */
  values: Scores
  /** Base cosine of the photo at a position; NaN where this model has not looked. */
  baseAt(position: number): number
  /** Whether the label is not about the photo at a position. */
  isOutside(position: number): boolean
  /** A value as a score of `kind`; null where the model has none. */
  score(value: number): number | null
}

export interface Readings {
  /** `query` has been computed. `marks`: others than those in the library. */
  read(label: Readable, query: Query, photos: PresentPhotos, marks?: Marks): LabelReading
  /** Measures the library anew: after many photos came. */
  settle(): void
}

/** How labels stand: what is proposed, what the user set, what the marks taught, and what the mode and scope allow. */
export function createReadings(
  store: Pick<Store, 'tagStates'>,
  scorer: Scorer,
  scoring: () => Scoring,
): Readings {
  const lessons = createLessons(scoring)

  function modelBars(contents: readonly number[]): ModelBars {
    const { model } = scoring()
    if (contents.length > 0) return SIMILARITY
    if (model.scoring === 'softmax') return { ...NEVER, floor: Infinity }
    return { ...scorer.limitsOf(UNSET), floor: scorer.reach(Math.min(FLOOR, model.suggestion)) }
  }

  function read(label: Readable, query: Query, photos: PresentPhotos, given?: Marks): LabelReading {
    const { model } = scoring()
    const { contents, mode, learns } = label
    const rows = scorer.rowsOf(photos)
    const base = scorer.table(query)
    const statistics = lessons.statistics(query.key, base)
    const inModel = modelBars(contents)
    const isSimilar = contents.length > 0
    const own = ownThresholds(label, model)
    const reachBase = isSimilar ? (score: number): number => score : scorer.reach
    const proposed = proposedLimits(statistics, inModel)
    // a model without a score of its own reaches no bar, whatever was set
    const counting = model.scoring === 'softmax' && !isSimilar ? UNSET : own
    const unlearnt = withOwn(counting, proposed, reachBase)
    const marks = given ?? marksOf(store.tagStates(label.name), photos, rows)
    const lesson = lessons.of(query, { base, statistics, proposed: unlearnt, marks, on: learns }, learn)
    const { calibration, direction } = lesson
    const table = direction ? lessons.values(query, base, lesson, statistics!) : base
    const kind: ScoreKind = calibration ? 'calibrated' : isSimilar ? 'similarity' : 'raw'
    const set: Bars = calibration ? (own.calibrated ?? UNSET) : own
    // bars that the user set on the base score hold as long as that is what is compared
    const held = direction ? lesson.limits : withOwn(counting, lesson.limits, reachBase)
    const limits = calibration ? withOwn(set, held, calibration.reach) : held
    const score = (value: number): number | null =>
      calibration ? calibration.probability(value) : isSimilar ? similarity(value) : scorer.score(value)
    const inScope = rowsInScope(rows, label.scope, photos)
    const bars = kind === 'raw' ? rawBars(limits, own, inModel, model) : scoresOf(limits, score)
    return {
      query,
      marks,
      lesson,
      statistics,
      kind,
      bars: { ...bars, own: set.automatic !== null || set.suggestion !== null },
      limits,
      force: inForce(limits, mode),
      values: new Scores(inScope, table),
      baseAt: (position) => (rows[position] === -1 ? NaN : base[rows[position]!]!),
      isOutside: (position) => rows[position] !== -1 && inScope[position] === -1,
      score,
    }
  }

  return { read, settle: lessons.forget }
}

/** What a mode leaves of the bars. */
function inForce({ automatic, suggestion }: Thresholds, mode: LabelRow['mode']): Thresholds {
  if (mode === 'search') return NEVER
  return { automatic: mode === 'automatic' ? automatic : Infinity, suggestion }
}

const similarity = (cosine: number): number => Math.min(1, Math.max(0, cosine))

const scoresOf = (
  { automatic, suggestion }: Thresholds,
  score: (value: number) => number | null,
): Thresholds => ({
  automatic: Number.isFinite(automatic) ? (score(automatic) ?? 1) : 1,
  suggestion: Number.isFinite(suggestion) ? (score(suggestion) ?? 1) : 1,
})
