import type { Statistics } from '../statistics.ts'
import type { Thresholds } from '../thresholds.ts'
import { learnBars } from './bars.ts'
import { learnDirection, type Example } from './direction.ts'
import type { Marks } from './marks.ts'
import { calibrate, type Calibration } from './platt.ts'

/** Marks of each kind from which on the bars move, the score is calibrated, and the photos' own likeness counts. */
const FOR_BARS = 1
const FOR_CALIBRATION = 3
const FOR_DIRECTION = 8
const FOLDS = 5

/** What is to be learnt from. */
export interface Material {
  /** base cosines by row: never changed */
  base: Float32Array
  statistics: Statistics | null
  proposed: Thresholds
  marks: Marks
  dimensions: number
  /** embedding of a row, less the library's mean */
  centred(row: number): Float32Array
  /** what a direction adds to each row, in logits */
  along(direction: Float32Array): Float32Array
}

/** What the marks taught. */
export interface Lesson {
  method: 'nothing' | 'bars' | 'offset' | 'direction'
  /** what is added to the text's vector, in logits; null: the base cosines stand as they are */
  direction: Float32Array | null
  /** the bars as values are compared with them: base cosines, or those with what the direction adds */
  limits: Thresholds
  /** null while the marks are too few: then scores stay raw */
  calibration: Calibration | null
  /** cross-validated on the marks; null while they are too few */
  precision: number | null
  recall: number | null
}

/** What of a lesson its bars are taken from. */
interface Taught {
  direction: Float32Array | null
  /** by row */
  values: Float32Array
  limits: Thresholds
}

/** Learns from marks; the marks alone decide, so the same ones teach the same on every start. */
export function learn(material: Material): Lesson {
  const { statistics, proposed, marks } = material
  const least = Math.min(marks.accepted.length, marks.rejected.length)
  const untaught = { calibration: null, precision: null, recall: null, direction: null }
  if (least < FOR_BARS || !statistics || statistics.spread === 0 || !Number.isFinite(proposed.suggestion))
    return { ...untaught, method: 'nothing', limits: proposed }
  const { spread } = statistics
  const moved = withoutDirection(material, marks)
  if (least < FOR_CALIBRATION) return { ...untaught, method: 'bars', limits: moved.limits }
  const offset = validate(material, withoutDirection)
  if (marks.accepted.length < FOR_DIRECTION) return calibrated('offset', moved, offset)
  // more freedom is only taken where it has proven better on marks that it had not seen
  const withOne = (some: Material, known: Marks): Taught => withDirection(some, spread, known)
  const validation = validate(material, withOne)
  return f1Of(validation) > f1Of(offset)
    ? calibrated('direction', withOne(material, marks), validation)
    : calibrated('offset', moved, offset)

  function calibrated(
    method: Lesson['method'],
    { direction, values, limits }: Taught,
    measured: Validation,
  ): Lesson {
    const valuesOf = (rows: readonly number[]): number[] => rows.map((row) => values[row]!)
    const [yes, no] = [valuesOf(marks.accepted), valuesOf(marks.rejected)]
    return {
      method,
      direction,
      limits,
      calibration: calibrate(yes, no, limits.suggestion, spread),
      ...measured,
    }
  }
}

const withoutDirection = ({ base, proposed }: Material, marks: Marks): Taught => ({
  direction: null,
  values: base,
  limits: learnBars(base, marks, proposed),
})

function withDirection(material: Material, spread: number, marks: Marks): Taught {
  const { base, proposed, dimensions } = material
  const example = (row: number, accepted: boolean): Example => ({
    vector: material.centred(row),
    logit: (base[row]! - proposed.suggestion) / spread,
    accepted,
  })
  const examples = [
    ...marks.accepted.map((row) => example(row, true)),
    ...marks.rejected.map((row) => example(row, false)),
  ]
  const direction = learnDirection(examples, dimensions)
  const added = material.along(direction)
  const values = base.map((cosine, row) => cosine + spread * added[row]!)
  return { direction, values, limits: learnBars(values, marks, proposed) }
}

interface Validation {
  precision: number | null
  recall: number
}

/** How right the label would have been about each mark, had it only known the others. */
function validate(material: Material, teach: (material: Material, marks: Marks) => Taught): Validation {
  const { accepted, rejected } = material.marks
  let [right, wrong] = [0, 0]
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = (rows: readonly number[]): number[] => rows.filter((_, at) => at % FOLDS !== fold)
    const { values, limits } = teach(material, { accepted: others(accepted), rejected: others(rejected) })
    const found = (rows: readonly number[]): number =>
      rows.filter((row, at) => at % FOLDS === fold && values[row]! >= limits.suggestion).length
    right += found(accepted)
    wrong += found(rejected)
  }
  return { precision: right + wrong === 0 ? null : right / (right + wrong), recall: right / accepted.length }
}

const f1Of = ({ precision, recall }: Validation): number =>
  precision ? (2 * precision * recall) / (precision + recall) : 0
