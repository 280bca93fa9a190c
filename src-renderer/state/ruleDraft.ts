import {
  childrenOf,
  groupKinds,
  kindOf,
  type Condition,
  type ConditionKind,
  type ConditionOf,
  type GroupKind,
  type Rule,
} from '../../src-shared/rules/tree.ts'
import { say } from '../words/say.svelte.ts'

/** A rule while it is edited: conditions may still lack what they ask for. */
export type RuleDraft = GroupDraft | ConditionDraft
export interface GroupDraft {
  key: number
  group: GroupKind
  children: RuleDraft[]
}
export interface ConditionDraft {
  key: number
  kind: ConditionKind
  condition: Condition
}

let keys = 0

/** What a new condition of a kind asks; text that is still empty does not count. */
const fresh: { [K in ConditionKind]: () => ConditionOf<K> } = {
  label: () => ({ label: '' }),
  tag: () => ({ tag: '' }),
  meaning: () => ({ meaning: '' }),
  taken: () => ({ taken: { during: 'this year' } }),
  camera: () => ({ camera: '' }),
  lens: () => ({ lens: '' }),
  rating: () => ({ rating: { from: 3 } }),
  flag: () => ({ flag: 'picked' }),
  colour: () => ({ colour: 'red' }),
  orientation: () => ({ orientation: 'landscape' }),
  folder: () => ({ folder: '' }),
  type: () => ({ type: [] }),
  has: () => ({ has: 'gps' }),
  within: () => ({ within: { north: 90, south: -90, east: 180, west: -180 } }),
  text: () => ({ text: '' }),
  album: () => ({ album: '' }),
}

export const newGroup = (group: GroupKind, children: RuleDraft[] = []): GroupDraft => ({
  key: keys++,
  group,
  children,
})

export function newCondition(kind: ConditionKind): ConditionDraft {
  return { key: keys++, kind, condition: fresh[kind]() }
}

/** A rule to edit: always a group at the top. */
export function draftOf(rule: Rule | null): GroupDraft {
  if (rule === null) return newGroup('all', [])
  const draft = nodeOf(rule)
  return 'group' in draft ? draft : newGroup('all', [draft])
}

function nodeOf(rule: Rule): RuleDraft {
  const children = childrenOf(rule)
  const kind = kindOf(rule)
  return children
    ? newGroup(kind as GroupKind, children.map(nodeOf))
    : { key: keys++, kind: kind as ConditionKind, condition: rule as Condition }
}

/** The rule that a draft says, without what is still empty; null where nothing is left. */
export function ruleOf(draft: RuleDraft): Rule | null {
  if (!('group' in draft)) return isComplete(draft.condition) ? draft.condition : null
  const children = draft.children.map(ruleOf).filter((child) => child !== null)
  return children.length === 0 ? null : ({ [draft.group]: children } as Rule)
}

function isComplete(condition: Condition): boolean {
  const asked: unknown = Object.values(condition)[0]
  if (typeof asked === 'string') return asked.trim() !== ''
  if (Array.isArray(asked)) return asked.length > 0
  return typeof asked !== 'object' || Object.keys(asked!).length > 0
}

export { groupKinds }

/** The kinds in the order in which they are offered. */
export const conditionKinds = Object.keys(fresh) as ConditionKind[]

/** How a kind of condition is called. */
export function conditionWords(kind: ConditionKind): string {
  const words: Record<ConditionKind, string> = {
    label: say('Label'),
    tag: say('Tag'),
    meaning: say('Looks like'),
    taken: say('Taken'),
    camera: say('Camera'),
    lens: say('Lens'),
    rating: say('Rating'),
    flag: say('Flag'),
    colour: say('Colour'),
    orientation: say('Orientation'),
    folder: say('Folder'),
    type: say('File type'),
    has: say('Has'),
    within: say('Place'),
    text: say('Title, text or name'),
    album: say('Album'),
  }
  return words[kind]
}
