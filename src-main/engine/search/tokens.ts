import type { SearchProblem } from '../../../src-shared/schemas/search.ts'

/** A piece of a query, with the place where it stands. */
export interface Token {
  kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'plus' | 'minus' | 'word' | 'quoted' | 'filter'
  /** without quotes; of a filter its value */
  text: string
  /** of a filter: "tag", "camera", … */
  key?: string
  from: number
  to: number
}

const SIGILS: Record<string, string> = { '#': 'tag', '@': 'camera', '/': 'album' }
const OPERATORS: Record<string, 'and' | 'or' | 'not'> = { AND: 'and', OR: 'or', '|': 'or', NOT: 'not' }
const SIGNS: Record<string, 'plus' | 'minus'> = { '+': 'plus', '-': 'minus', '−': 'minus' }
const CLOSING: Record<string, string> = { '"': '"', '“': '”', '„': '“', '«': '»' }
const KEY = /^(\p{L}+):(?=[^\s:])(?!\/\/)/u

/** What "key:value" can ask for, with other names for some. */
export const filterKeys: Readonly<Record<string, string>> = {
  ...{
    tag: 'tag',
    label: 'label',
    album: 'album',
    camera: 'camera',
    lens: 'lens',
    folder: 'folder',
    in: 'folder',
  },
  ...{
    type: 'type',
    rating: 'rating',
    is: 'is',
    colour: 'colour',
    color: 'colour',
    has: 'has',
    within: 'within',
    taken: 'taken',
    date: 'taken',
    like: 'like',
  },
  ...{ top: 'top', score: 'score' },
  ...{ text: 'text', title: 'text', description: 'text', name: 'text', file: 'text' },
}

/** Takes a query apart. Nothing is refused: what is odd is told, and read as words. */
export function tokensOf(query: string, problems: SearchProblem[]): Token[] {
  const tokens: Token[] = []
  let at = 0
  const rest = (): string => query.slice(at)

  /** A value in quotes, or up to the next blank or closing parenthesis. */
  function value(): string {
    const close = CLOSING[query[at] ?? '']
    if (close === undefined) {
      const [plain] = /^[^\s()]*/u.exec(rest())!
      at += plain.length
      return plain
    }
    const end = query.indexOf(close, at + 1)
    if (end === -1)
      problems.push({
        from: at,
        to: query.length,
        message: 'The quotation mark is not closed; it holds until the end.',
      })
    const text = query.slice(at + 1, end === -1 ? query.length : end)
    at = end === -1 ? query.length : end + 1
    return text
  }

  function next(): Omit<Token, 'from' | 'to'> {
    const character = query[at]!
    if (character === '(' || character === ')') {
      at++
      return { kind: character === '(' ? 'open' : 'close', text: character }
    }
    const sign = SIGNS[character]
    if (sign && /^.\s*\S/u.test(rest())) {
      at++
      return { kind: sign, text: character }
    }
    if (CLOSING[character]) return { kind: 'quoted', text: value() }
    const sigil = SIGILS[character]
    if (sigil && /^.[^\s()]/u.test(rest())) {
      at++
      return { kind: 'filter', key: sigil, text: value() }
    }
    const named = KEY.exec(rest())
    if (named) {
      const key = filterKeys[named[1]!.toLowerCase()]
      if (key) {
        at += named[0].length
        return { kind: 'filter', key, text: value() }
      }
      problems.push({
        from: at,
        to: at + named[0].length,
        message: `"${named[1]}:" is not known, and is looked for as a word. There are: ${Object.keys(filterKeys).join(', ')}.`,
      })
    }
    const [word] = /^[^\s()]+/u.exec(rest())!
    at += word.length
    return { kind: OPERATORS[word] ?? 'word', text: word }
  }

  for (;;) {
    at += /^\s*/u.exec(rest())![0].length
    if (at >= query.length) return tokens
    const from = at
    tokens.push({ ...next(), from, to: at })
  }
}
