import type { z } from 'zod'
import type { conditions } from './conditions.ts'

/* The shape of rules, without the schema library: windows use it too. */

export const groupKinds = ['all', 'any', 'none'] as const
export const conditionKinds = [
  'label',
  'tag',
  'meaning',
  'taken',
  'camera',
  'lens',
  'rating',
  'flag',
  'colour',
  'orientation',
  'folder',
  'type',
  'has',
  'within',
  'text',
  'album',
] as const

export type GroupKind = (typeof groupKinds)[number]
export type ConditionKind = (typeof conditionKinds)[number]
export type ConditionOf<K extends ConditionKind> = z.output<(typeof conditions)[K]>
export type Condition = { [K in ConditionKind]: ConditionOf<K> }[ConditionKind]

/** A rule is a tree: groups of conditions, as deep as wanted. */
export type RuleGroup = { all: Rule[] } | { any: Rule[] } | { none: Rule[] }
export type Rule = RuleGroup | Condition

export interface RuleProblem {
  /** where in the rule: field names and numbers */
  path: (string | number)[]
  message: string
}

/** What kind of condition or group this is. */
export function kindOf(node: Rule): GroupKind | ConditionKind {
  const kinds: readonly string[] = [...groupKinds, ...conditionKinds]
  return Object.keys(node).find((key) => kinds.includes(key)) as GroupKind | ConditionKind
}

/** The rules in a group; undefined for a condition. */
export function childrenOf(node: Rule): Rule[] | undefined {
  return 'all' in node ? node.all : 'any' in node ? node.any : 'none' in node ? node.none : undefined
}

/** Every condition of a kind in a rule, however deep. */
export function conditionsOf<K extends ConditionKind>(node: Rule, kind: K): ConditionOf<K>[] {
  const children = childrenOf(node)
  if (children) return children.flatMap((child) => conditionsOf(child, kind))
  return kindOf(node) === kind ? [node as ConditionOf<K>] : []
}

/** The same rule with each condition replaced. */
export function mapConditions(node: Rule, change: (condition: Condition) => Condition): Rule {
  const kind = kindOf(node)
  const children = childrenOf(node)
  if (!children) return change(node as Condition)
  return { [kind]: children.map((child) => mapConditions(child, change)) } as RuleGroup
}
