import { timeBetween } from '../days.ts'
import type { Rule, RuleProblem } from './tree.ts'

type Range = readonly [first: number, last: number]
type Path = (string | number)[]
interface Placed {
  node: Rule
  path: Path
}

/** Why no photo can ever fit a rule: conditions that must all hold and rule each other out. Empty where that is not plain. */
export function contradictionsIn(rule: Rule, path: Path = []): RuleProblem[] {
  if ('any' in rule || 'none' in rule) {
    const kind = 'any' in rule ? 'any' : 'none'
    const children = 'any' in rule ? rule.any : rule.none
    return children.flatMap((child, at) => contradictionsIn(child, [...path, kind, at]))
  }
  if (!('all' in rule)) return []
  const placed = wanted(rule, path)
  return [
    ...apart(placed, takenRange, 'no day is in this and in the other dates of its group'),
    ...apart(placed, ratingRange, 'no rating is in this and in the other ratings of its group'),
    ...differing(placed, 'orientation', 'no photo has two orientations'),
    ...differing(placed, 'flag', 'no photo has two flags'),
    ...differing(placed, 'colour', 'no photo has two colours'),
    ...excluded(placed),
    ...rule.all.flatMap((child, at) => ('all' in child ? [] : contradictionsIn(child, [...path, 'all', at]))),
  ]
}

/** What must hold: the conditions of an "all" and of those in it. */
function wanted(rule: { all: Rule[] }, path: Path): Placed[] {
  return rule.all.flatMap((node, at) => {
    const here = [...path, 'all', at]
    return 'all' in node ? wanted(node, here) : [{ node, path: here }]
  })
}

function apart(
  placed: readonly Placed[],
  rangeOf: (node: Rule) => Range | undefined,
  message: string,
): RuleProblem[] {
  let [first, last] = [-Infinity, Infinity]
  for (const { node, path } of placed) {
    const range = rangeOf(node)
    if (!range) continue
    first = Math.max(first, range[0])
    last = Math.min(last, range[1])
    if (first > last) return [{ path, message }]
  }
  return []
}

function takenRange(node: Rule): Range | undefined {
  if (!('taken' in node)) return undefined
  const { first, last } = timeBetween(node.taken.from, node.taken.to)
  return [first, last]
}

const ratingRange = (node: Rule): Range | undefined =>
  'rating' in node ? [node.rating.from ?? 0, node.rating.to ?? 5] : undefined

/** Two of what a photo has one of. */
function differing(placed: readonly Placed[], kind: string, message: string): RuleProblem[] {
  const [first, ...others] = placed.filter(({ node }) => kind in node)
  const other = others.find(({ node }) => JSON.stringify(node) !== JSON.stringify(first!.node))
  return other ? [{ path: other.path, message }] : []
}

/** Wanted and excluded in one. */
function excluded(placed: readonly Placed[]): RuleProblem[] {
  const needed = new Set(placed.map(({ node }) => JSON.stringify(node)))
  for (const { node, path } of placed) {
    if (!('none' in node)) continue
    const at = node.none.findIndex((child) => needed.has(JSON.stringify(child)))
    if (at !== -1)
      return [{ path: [...path, 'none', at], message: 'is excluded here and wanted elsewhere in its group' }]
  }
  return []
}
