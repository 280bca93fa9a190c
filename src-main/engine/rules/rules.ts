import {
  conditionsOf,
  kindOf,
  type ConditionKind,
  type ConditionOf,
  type Rule,
} from '../../../src-shared/rules/tree.ts'
import type { Query } from '../labels/queries.ts'
import type { Readings } from '../labels/readings.ts'
import type { Scorer } from '../labels/scorer.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Store } from '../store/store.ts'
import { findCondition, type Asked } from './conditions.ts'
import { evaluate, type Found } from './evaluate.ts'
import type { Mask } from './masks.ts'
import type { Term } from './meaning.ts'
import { isWithin } from './tagConditions.ts'
import type { Terms } from './terms.ts'

export interface RuleOptions {
  /** words that are only tried: nothing of them is stored */
  lasting: boolean
  /** every embedded photo fits every meaning, so that all can be ranked */
  allRanked?: boolean
}

/** Rules whose words were read and whose scores are at hand: they can be asked at once. */
export type ReadyRules = (rule: Rule, photos: PresentPhotos) => Found

/** Reads what rules ask for, all of them together, which is much faster. */
export type PrepareRules = (rules: readonly Rule[], options: RuleOptions) => Promise<ReadyRules>

export interface RuleDependencies {
  store: Store
  scorer: Scorer
  readings: Readings
  terms: Terms
  /** the photos of an album, with those that were pinned and excluded */
  albumMask(id: number, photos: PresentPhotos, ask: ReadyRules): Mask
  /** the rules of albums that these ones name, and of those that they name */
  albumRules(ids: readonly number[]): Rule[]
  now: () => number
}

export function createRules({
  store,
  scorer,
  readings,
  terms,
  albumMask,
  albumRules,
  now,
}: RuleDependencies): PrepareRules {
  async function labelQueries(rules: readonly Rule[]): Promise<Map<number, Query>> {
    const scored = rules
      .flatMap((rule) => conditionsOf(rule, 'label'))
      .filter(({ score }) => score !== undefined)
    const suggested = rules
      .flatMap((rule) => conditionsOf(rule, 'tag'))
      .filter(({ is }) => is === 'suggested')
    const wanted = new Set(scored.map(({ label }) => label))
    const labels = store.labels
      .all()
      .filter(({ id, name }) => wanted.has(id) || suggested.some(({ tag }) => isWithin(name, tag)))
    const queries = await scorer.queries(labels)
    return new Map(labels.map(({ id }, at) => [id, queries[at]!]))
  }

  async function meanings(
    rules: readonly Rule[],
    lasting: boolean,
  ): Promise<Map<string, Term[] | undefined>> {
    const all = new Map<string, ConditionOf<'meaning'>['meaning']>()
    for (const rule of rules)
      for (const { meaning } of conditionsOf(rule, 'meaning')) all.set(JSON.stringify(meaning), meaning)
    const read = await terms([...all.values()], lasting)
    return new Map([...all.keys()].map((key, at) => [key, read[at]]))
  }

  return async function prepare(asked, options): Promise<ReadyRules> {
    const { lasting, allRanked = false } = options
    const model = scorer.model()
    const named = asked.flatMap((rule) => conditionsOf(rule, 'album')).map(({ album }) => Number(album))
    const rules = [...asked, ...albumRules(named)]
    const labels = await labelQueries(rules)
    const read = await meanings(rules, lasting)
    // another model was put in use meanwhile
    if (scorer.model() !== model) return prepare(asked, options)

    const asking =
      (ranksAll: boolean): ReadyRules =>
      (rule, photos) => {
        const lookup: Asked = {
          ...{ photos, store, scorer, readings, labelQueries: labels, now: new Date(now()) },
          allRanked: ranksAll,
          terms: ({ meaning }) => read.get(JSON.stringify(meaning)),
          // what an album holds, and what is excluded, does not grow with what is ranked
          album: (id) => albumMask(id, photos, asking(false)),
        }
        const strictly: Asked = { ...lookup, allRanked: false }
        return evaluate(rule, new Uint8Array(photos.count).fill(1), (condition, among, isExcluded) =>
          findCondition(kindOf(condition) as ConditionKind, condition, isExcluded ? strictly : lookup, among),
        )
      }
    return asking(allRanked)
  }
}
