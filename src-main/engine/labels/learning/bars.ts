import type { Thresholds } from '../thresholds.ts'
import type { Marks } from './marks.ts'

/** How much the marks count beside the proposal: chosen by cross-validation (README.md). */
const MARKS = 0.6
/** How sure the automatic bar has to be, among the marks above it. */
const AUTOMATIC_PRECISION = 0.9

/**
 * The bars that a label's marks speak for: the suggestion bar where precision and recall are best together (F1), the
 * automatic bar where nine marks of ten above it are accepted; both only part of the way, as the marks are few and the
 * proposal knows something too. What nobody marked counts as "no" below the proposed bar, and as nothing above: there the user has
 * simply not been yet.
 */
export function learnBars(values: Float32Array, marks: Marks, proposed: Thresholds): Thresholds {
  const accepted = marks.accepted.map((row) => values[row]!).sort(descending)
  const rejected = marks.rejected.map((row) => values[row]!).sort(descending)
  const marked = new Set([...marks.accepted, ...marks.rejected])
  const lowest = accepted.at(-1)!
  const unmarked: number[] = []
  // below the lowest accepted photo no bar can be better
  values.forEach((value, row) => {
    if (value < proposed.suggestion && value >= lowest && !marked.has(row)) unmarked.push(value)
  })
  const wrong = [...rejected, ...unmarked].sort(descending)
  const partOfTheWay = (from: number, to: number): number => from + MARKS * (to - from)
  const suggestion = partOfTheWay(proposed.suggestion, bestF1(accepted, wrong))
  const automatic = partOfTheWay(proposed.automatic, surest(accepted, rejected, suggestion))
  return { automatic: Math.max(automatic, suggestion), suggestion }
}

/** The bar between two values that gives the best F1. Both lists descend. */
function bestF1(right: readonly number[], wrong: readonly number[]): number {
  let best = { f1: 0, bar: right[0]! }
  let above = 0
  right.forEach((value, at) => {
    while (above < wrong.length && wrong[above]! > value) above++
    const f1 = (2 * (at + 1)) / (at + 1 + above + right.length)
    const next = Math.max(right[at + 1] ?? -Infinity, wrong[above] ?? -Infinity)
    if (f1 > best.f1) best = { f1, bar: next === -Infinity ? value : (value + next) / 2 }
  })
  return best.bar
}

/** The lowest bar from `least` on above which nine marks of ten are accepted. */
function surest(accepted: readonly number[], rejected: readonly number[], least: number): number {
  const candidates = [least, ...accepted.filter((value) => value > least)].sort((a, b) => a - b)
  const from = (values: readonly number[], bar: number): number =>
    values.filter((value) => value >= bar).length
  const isSure = (bar: number): boolean => {
    const right = from(accepted, bar)
    return right > 0 && right / (right + from(rejected, bar)) >= AUTOMATIC_PRECISION
  }
  return candidates.find(isSure) ?? Math.max(rejected[0] ?? least, least)
}

const descending = (one: number, other: number): number => other - one
