import { toErrorData } from '../../../src-shared/errors.ts'
import type { Language } from '../../../src-shared/languages.ts'
import { conditionsOf, type Rule } from '../../../src-shared/rules/tree.ts'
import type { PhotoIndex } from '../../../src-shared/schemas/photo.ts'
import type { ReadQuery, SearchProblem } from '../../../src-shared/schemas/search.ts'
import { whatIsGone, withNumbers } from '../albums/names.ts'
import type { Scorer } from '../labels/scorer.ts'
import { spelledOut, type Spelling } from '../labels/spelling.ts'
import { best, sortByScore, type Scored } from '../labels/scores.ts'
import type { PresentPhotos } from '../library/present.ts'
import type { Found } from '../rules/evaluate.ts'
import { positionsOf, where } from '../rules/masks.ts'
import { scored } from '../rules/meaning.ts'
import type { PrepareRules } from '../rules/rules.ts'
import type { Terms } from '../rules/terms.ts'
import type { Store } from '../store/store.ts'
import type { Names } from './filters.ts'
import { parseQuery } from './parse.ts'
import { namesIn, tagNames } from './words.ts'

/** What a search found: best first where it asks for a meaning, else in display order. */
export interface FoundPhotos {
  photos: PresentPhotos
  positions: number[]
  /** null: no score, for want of an embedding */
  scores?: (number | null)[]
  scoreKind?: PhotoIndex['scoreKind']
  problems: SearchProblem[]
  /** looked for by meaning */
  words: string[]
  /** photos that fit the meaning less were left out */
  cut: boolean
}

export interface Search {
  /** What a query means, with labels, albums and photos by name. */
  read(query: string, language?: Language): ReadQuery
  /** Its photos; with `more` also those that stand out less, in order. */
  photos(query: string, more: boolean, language?: Language): Promise<FoundPhotos>
}

export interface SearchDependencies {
  store: Store
  scorer: Scorer
  prepare: PrepareRules
  terms: Terms
  spelling: Spelling
  present: () => PresentPhotos
}

/** Photos that are shown of those that fit less. */
const MOST_OF_ALL = 1000

/** Finding photos by what somebody types. */
export function createSearch(dependencies: SearchDependencies): Search {
  const { store, scorer, prepare, terms, spelling, present } = dependencies

  function read(query: string, language: Language = 'en'): ReadQuery {
    // looked up where a query names one: most are words alone
    const names: Names = {
      tags: () => tagNames(store),
      albums: () => store.albums.all().map(({ name }) => name),
      labels: () => store.labels.all().map(({ name }) => name),
      cameras: () => namesIn('cameras', present()).map(({ name }) => name),
      lenses: () => namesIn('lenses', present()).map(({ name }) => name),
    }
    return parseQuery(query, names, language)
  }

  /** The cosines of the one thing that a rule looks for, where it is one. */
  async function cosinesOf(rule: Rule, photos: () => PresentPhotos): Promise<Scored | undefined> {
    const [only, ...others] = conditionsOf(rule, 'meaning')
    if (!only || others.length > 0) return undefined
    const [read] = await terms([only.meaning], false)
    const [term, ...more] = read ?? []
    return term && more.length === 0 && term.weight > 0 ? scorer.scores(term.query, photos()) : undefined
  }

  function numbered(rule: Rule): Rule | SearchProblem['message'] {
    try {
      return withNumbers(rule, store)
    } catch (error) {
      return toErrorData(error).message
    }
  }

  return {
    read,
    async photos(query, more, language) {
      const { rule, problems } = read(query, language)
      const asked = numbered(rule)
      const everywhere = { from: 0, to: query.length }
      if (typeof asked === 'string') {
        problems.push({ ...everywhere, message: asked })
        return { photos: present(), positions: [], words: [], problems, cut: false }
      }
      for (const message of whatIsGone(asked, store)) problems.push({ ...everywhere, message })
      const ask = await prepare([asked], { lasting: false, allRanked: more })
      let photos = present()
      const cosines = await cosinesOf(asked, () => (photos = present()))
      const found = ask(asked, photos)
      const positions = inOrder(found, more ? MOST_OF_ALL : photos.count)
      const cut =
        !more &&
        conditionsOf(asked, 'meaning').some(({ top, score }) => top === undefined && score === undefined)
      const { rank } = found
      const words = wordsOf(asked)
      for (const text of await spelling(words))
        problems.push({ ...everywhere, message: spelledOut(text, scorer.model()) })
      if (!rank) return { photos, positions, words, problems, cut: false }
      const kind = !cosines ? 'standing' : scorer.score(0) === null || isLike(asked) ? 'cosine' : 'raw'
      return {
        ...{ photos, positions, words, problems, cut, scoreKind: kind },
        scores: positions.map((position) => {
          if (!cosines) return finite(rank[position]!)
          const cosine = finite(cosines.at(position))
          return kind === 'raw' && cosine !== null ? scorer.score(cosine) : cosine
        }),
      }
    },
  }
}

const wordsOf = (rule: Rule): string[] =>
  conditionsOf(rule, 'meaning').flatMap(({ meaning }) =>
    typeof meaning === 'string' ? [meaning] : meaning.flatMap(({ text }) => text ?? []),
  )

/** A raw score is of a text; two photos only have a cosine. */
const isLike = (rule: Rule): boolean =>
  conditionsOf(rule, 'meaning').some(
    ({ meaning }) => typeof meaning !== 'string' && meaning[0]!.text === undefined,
  )

const finite = (score: number): number | null => (Number.isFinite(score) ? score : null)

/** Best first; photos that have no rank come last, in display order. */
function inOrder({ holds, rank }: Found, most: number): number[] {
  if (!rank) return positionsOf(holds).slice(0, most)
  const ranked: number[] = []
  const others: number[] = []
  for (let position = 0; position < holds.length; position++)
    if (holds[position]) (Number.isNaN(rank[position]) ? others : ranked).push(position)
  // few stand out; where all are wanted in order, only the best of them are sorted
  const sorted =
    ranked.length > 2 * most ? best(scored(where(rank, holds)), most) : sortByScore(ranked, scored(rank))
  return [...sorted, ...others].slice(0, most)
}
