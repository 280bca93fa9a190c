import type { Language } from '../../../src-shared/languages.ts'
import { contradictionsIn } from '../../../src-shared/rules/contradictions.ts'
import type { Rule } from '../../../src-shared/rules/tree.ts'
import type { ReadQuery, SearchPart, SearchProblem } from '../../../src-shared/schemas/search.ts'
import { dateReader } from './dates/dateReader.ts'
import { isNoDate } from './dates/plainDates.ts'
import { filterOf, type Names } from './filters.ts'
import { likeOf, meaningOf, type Run } from './runs.ts'
import { tokensOf, type Token } from './tokens.ts'

/*
 * query := and ("OR" and)*          and := (item | "AND" item)*
 * item  := ["NOT" | "-" | "+"] (words | filter | date | "(" query ")")
 * Words next to each other are one meaning, with plus and minus inside it; AND makes two of them.
 */

/**
 * What a query asks, as a rule; its dates may be in this language or in English. Nothing is refused: what is not
 * understood is told, with its place, and passed over.
 */
export function parseQuery(query: string, names: Names, language: Language): ReadQuery {
  const problems: SearchProblem[] = []
  const parts: SearchPart[] = []
  const tokens = tokensOf(query, problems)
  const readDate = dateReader(language)
  let at = 0
  const problem = ({ from, to }: Pick<Token, 'from' | 'to'>, message: string): void =>
    void problems.push({ from, to, message })
  const part = (kind: SearchPart['kind'], { from, to }: Pick<Token, 'from' | 'to'>): void =>
    void parts.push({ from, to, kind })

  function readOr(depth: number): Rule | null {
    const any: Rule[] = []
    for (;;) {
      const one = readAnd(depth)
      if (one) any.push(one)
      const token = tokens[at]
      if (token?.kind !== 'or') return any.length > 1 ? { any } : (any[0] ?? null)
      part('operator', token)
      at++
      const next = tokens[at]
      if (!one) problem(token, 'There is nothing before this OR.')
      if (!next || next.kind === 'close') problem(token, 'There is nothing after this OR.')
    }
  }

  function readAnd(depth: number): Rule | null {
    const all: Rule[] = []
    let run: Run = { terms: [], limit: {} }
    const flush = (): void => {
      const meaning = meaningOf(run)
      if (meaning) all.push(meaning)
      run = { terms: [], limit: {} }
    }
    for (let token = tokens[at]; token && token.kind !== 'or'; token = tokens[at]) {
      if (token.kind === 'close' && depth > 0) break
      at++
      switch (token.kind) {
        case 'close':
          problem(token, 'This parenthesis closes none.')
          break
        case 'and':
          part('operator', token)
          if (!tokens[at]) problem(token, 'There is nothing after this AND.')
          flush()
          break
        case 'not': {
          part('operator', token)
          const excluded = readOne(depth)
          if (excluded) all.push({ none: [excluded] })
          else problem(token, 'There is nothing after this NOT.')
          break
        }
        case 'plus':
        case 'minus': {
          part('operator', token)
          const next = tokens[at]
          const isTerm = next && (next.kind === 'word' || next.kind === 'quoted' || next.key === 'like')
          if (isTerm && !dateAt(at)) run.terms.push({ words: [], sign: token.kind === 'plus' ? 1 : -1 })
          else {
            const one = readOne(depth)
            if (one) all.push(token.kind === 'plus' ? one : { none: [one] })
            else problem(token, 'There is nothing after this sign.')
          }
          break
        }
        default:
          at--
          all.push(...readItem(run, depth))
      }
    }
    flush()
    return all.length > 1 ? { all } : (all[0] ?? null)
  }

  /** What NOT, or a sign before something that is no word, is about. */
  function readOne(depth: number): Rule | null {
    const run: Run = { terms: [], limit: {} }
    const found: Rule[] = []
    for (let token = tokens[at]; token; token = tokens[at]) {
      const isWord = token.kind === 'word' || token.kind === 'quoted'
      if (!isWord && (run.terms.length > 0 || !['filter', 'open'].includes(token.kind))) break
      if (run.terms.length > 0 && dateAt(at)) break
      found.push(...readItem(run, depth))
      if (found.length > 0) break
    }
    return found[0] ?? meaningOf(run)
  }

  /** A group, a filter or a date; or the next word, which goes to the run. */
  function readItem(run: Run, depth: number): Rule[] {
    const token = tokens[at++]!
    if (token.kind === 'open') return readGroup(token, depth)
    if (token.kind === 'filter') return readFilter(token, run)
    if (token.kind === 'word') {
      const date = dateAt(at - 1)
      if (date) {
        const end = token.from + date.length
        part('date', { from: token.from, to: end })
        skipTo(end)
        return [{ taken: date.taken }]
      }
      if (isNoDate(token.text)) problem(token, `"${token.text}" is no date, and is looked for as a word.`)
    }
    if (run.terms.length === 0) run.terms.push({ words: [], sign: 1 })
    run.terms.at(-1)!.words.push(token.text)
    part('words', token)
    return []
  }

  function readGroup(open: Token, depth: number): Rule[] {
    part('operator', open)
    const inner = readOr(depth + 1)
    const close = tokens[at]
    if (close?.kind === 'close') {
      part('operator', close)
      at++
    } else problem(open, 'This parenthesis is not closed; it holds until the end.')
    if (!inner) problem(open, 'There is nothing in these parentheses.')
    return inner ? [inner] : []
  }

  function readFilter(token: Token, run: Run): Rule[] {
    const { key = '', text } = token
    part(key === 'taken' ? 'date' : 'filter', token)
    if (key === 'like') {
      const photo = likeOf(text)
      const last = run.terms.at(-1)
      // a sign before it has made room for it
      if (last && last.words.length === 0 && !last.photo) last.photo = photo
      else run.terms.push({ words: [], sign: 1, photo })
      return []
    }
    if (key === 'top' || key === 'score') {
      const number = Number(text)
      const fits =
        key === 'top'
          ? Number.isInteger(number) && number > 0 && number <= 100_000
          : number >= 0 && number <= 1
      if (fits && text !== '') run.limit = { [key]: number }
      else
        problem(
          token,
          key === 'top' ? '"top:" needs a number of photos.' : 'A raw score lies between 0 and 1.',
        )
      return []
    }
    const filter = filterOf(key, text, names, readDate)
    if ('problem' in filter) {
      problem(token, `${filter.problem} It is left out.`)
      return []
    }
    if (filter.warning) problem(token, filter.warning)
    return [filter.condition]
  }

  /** The date that begins with a token. */
  function dateAt(place: number): ReturnType<typeof readDate> {
    const token = tokens[place]
    return token?.kind === 'word' ? readDate(query.slice(token.from, endOfWords(place))) : undefined
  }

  /** Where the plain words end that begin with a token: a date may take several. */
  function endOfWords(first: number): number {
    let last = first
    while (tokens[last + 1]?.kind === 'word') last++
    return tokens[last]!.to
  }

  /** Goes on behind a date, which ends inside of a token where words are written without blanks. */
  function skipTo(end: number): void {
    at--
    while (tokens[at] && tokens[at]!.to <= end) at++
    const cut = tokens[at]
    if (cut && cut.from < end) tokens[at] = { ...cut, from: end, text: query.slice(end, cut.to) }
  }

  // whatever is odd in it, something is looked for
  const asked = readOr(0) ?? { meaning: query.trim() }
  for (const { message } of contradictionsIn(asked))
    problems.push({ from: 0, to: query.length, message: `No photo can fit: ${message}.` })
  return { rule: asked, problems, parts }
}
