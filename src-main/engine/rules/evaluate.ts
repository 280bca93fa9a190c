import { childrenOf, kindOf, type Condition, type Rule } from '../../../src-shared/rules/tree.ts'
import { add, both, without, type Mask } from './masks.ts'

/** The photos for which a rule holds. */
export interface Found {
  holds: Mask
  /** how well they fit its meaning, by position, where it asks for one: higher is better, NaN where it is not known */
  rank?: Float32Array
}

/** The photos among these for which a condition holds; what is excluded leaves them out. */
export type FindCondition = (condition: Condition, among: Mask, isExcluded: boolean) => Found

/**
 * The photos among these for which a rule holds. A group's conditions that take the best so many come last: they choose
 * among what the others leave.
 */
export function evaluate(rule: Rule, among: Mask, find: FindCondition, isExcluded = false): Found {
  const children = childrenOf(rule)
  if (!children) {
    const { holds, rank } = find(rule as Condition, among, isExcluded)
    return withRank(both(holds, among), rank)
  }
  switch (kindOf(rule)) {
    case 'all': {
      let left = among
      let rank: Float32Array | undefined
      for (const child of [...children.filter((one) => !takesBest(one)), ...children.filter(takesBest)]) {
        const found = evaluate(child, left, find, isExcluded)
        left = found.holds
        rank = combined(rank, found, Math.min)
      }
      return withRank(left, rank)
    }
    case 'any': {
      const holds = new Uint8Array(among.length)
      let rank: Float32Array | undefined
      for (const child of children) {
        const found = evaluate(child, among, find, isExcluded)
        add(holds, found.holds)
        rank = combined(rank, found, Math.max)
      }
      return withRank(holds, rank)
    }
    default: {
      const excluded = evaluate({ any: children }, among, find, true)
      return { holds: without(among, excluded.holds) }
    }
  }
}

const takesBest = (rule: Rule): boolean => 'meaning' in rule && rule.top !== undefined

const withRank = (holds: Mask, rank: Float32Array | undefined): Found => (rank ? { holds, rank } : { holds })

/** Ranks of two conditions as one; where only one of them knows the photo, that one counts. */
function combined(
  rank: Float32Array | undefined,
  { holds, rank: other }: Found,
  choose: (one: number, other: number) => number,
): Float32Array | undefined {
  if (!rank || !other) return rank ?? other
  return rank.map((one, position) => {
    const two = holds[position] ? other[position]! : NaN
    if (Number.isNaN(one) || Number.isNaN(two)) return Number.isNaN(one) ? two : one
    return choose(one, two)
  })
}
