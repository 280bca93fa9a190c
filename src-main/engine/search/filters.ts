import { colours, flags } from '../../../src-shared/marks.ts'
import type { Rule } from '../../../src-shared/rules/tree.ts'
import { isBelow } from '../../../src-shared/tagPath.ts'
import type { ReadDate } from './dates/dateReader.ts'

/** What can be named in a query. */
export type Names = Record<'tags' | 'cameras' | 'lenses' | 'albums' | 'labels', () => readonly string[]>

/** What must hold, with a word of warning where it cannot; or why it says nothing. */
export type Filter = { condition: Rule; warning?: string } | { problem: string }

const HAS = { gps: 'gps', place: 'gps', sidecar: 'sidecar', date: 'capture time', copies: 'copies' } as const
const SHAPES = ['landscape', 'portrait', 'square'] as const

/** What a filter asks. */
export function filterOf(key: string, value: string, names: Names, readDate: ReadDate): Filter {
  switch (key) {
    case 'tag':
      return tagFilter(value, names.tags())
    case 'label':
      return labelFilter(value, names.labels())
    case 'camera':
      return {
        condition: { camera: value },
        ...unlessIn(value, names.cameras(), `No photo was taken with a camera called "${value}".`),
      }
    case 'lens':
      return {
        condition: { lens: value },
        ...unlessIn(value, names.lenses(), `No photo was taken with a lens called "${value}".`),
      }
    case 'album': {
      const album = nameLike(value, names.albums())
      return album ? { condition: { album } } : { problem: `There is no album "${value}".` }
    }
    case 'text':
      return { condition: { text: value } }
    case 'folder':
      return { condition: { folder: value } }
    case 'type':
      return { condition: { type: value.split(/[,;]/).filter((one) => one !== '') } }
    case 'rating':
      return ratingFilter(value)
    case 'is': {
      const wanted = value.toLowerCase()
      const shape = SHAPES.find((one) => one === wanted)
      if (shape) return { condition: { orientation: shape } }
      const flag = flags.find((one) => one === wanted)
      return flag ? { condition: { flag } } : { problem: `"is:" knows ${[...SHAPES, ...flags].join(', ')}.` }
    }
    case 'colour': {
      const colour = ([...colours, 'none'] as const).find((one) => one === value.toLowerCase())
      return colour ? { condition: { colour } } : { problem: `"colour:" knows ${colours.join(', ')}, none.` }
    }
    case 'within':
      return withinFilter(value)
    case 'has': {
      const what = HAS[value.toLowerCase() as keyof typeof HAS]
      return what ? { condition: { has: what } } : { problem: `"has:" knows ${Object.keys(HAS).join(', ')}.` }
    }
    default: {
      const date = readDate(value)
      return date?.length === value.length
        ? { condition: { taken: date.taken } }
        : { problem: `"${value}" is no date. Write 2024, 2024-06, 2024..2025 or "last summer".` }
    }
  }
}

/** A tag by its path or by its last part, in any case. */
function tagFilter(value: string, tags: readonly string[]): Filter {
  const tag = value.replace(/\s*>\s*/g, ' > ').trim()
  if (tag === '') return { problem: 'The tag has no name.' }
  const wanted = tag.toLocaleLowerCase()
  const folded = tags.map((one) => [one, one.toLocaleLowerCase()] as const)
  const isThere = folded.some(([, one]) => one === wanted || isBelow(one, wanted))
  if (isThere) return { condition: { tag: folded.find(([, one]) => one === wanted)?.[0] ?? tag } }
  const byLeaf = folded.filter(([, one]) => one.endsWith(` > ${wanted}`)).map(([one]) => one)
  if (byLeaf.length === 0) {
    const like = nameLike(value, tags)
    return {
      condition: { tag },
      warning: like
        ? `No photo has the tag "${tag}". Do you mean "${like}"?`
        : `No photo has the tag "${tag}".`,
    }
  }
  const [first, ...others] = byLeaf.map((one) => ({ tag: one }))
  return { condition: others.length === 0 ? first! : { any: [first!, ...others] } }
}

/** "Dog", or "Dog>=0.4": tagged, or scored so. */
function labelFilter(value: string, labels: readonly string[]): Filter {
  const [, name = value, score] = /^(.*?)>=(.*)$/.exec(value) ?? []
  const label = nameLike(name, labels)
  if (!label) return { problem: `There is no label "${name}".` }
  if (score === undefined) return { condition: { label } }
  const number = Number(score)
  return score.trim() !== '' && number >= 0 && number <= 1
    ? { condition: { label, score: number } }
    : { problem: 'A raw score lies between 0 and 1.' }
}

/** "48.1,16.2,48.3,16.5": south, west, north, east, in degrees. */
function withinFilter(value: string): Filter {
  const [south, west, north, east, ...more] = value
    .split(/[,;]/)
    .map((part) => (part.trim() === '' ? NaN : Number(part)))
  const isBox =
    more.length === 0 &&
    [south, north].every((degrees) => Math.abs(degrees ?? NaN) <= 90) &&
    [west, east].every((degrees) => Math.abs(degrees ?? NaN) <= 180) &&
    south! <= north!
  return isBox
    ? { condition: { within: { south: south!, west: west!, north: north!, east: east! } } }
    : {
        problem:
          '"within:" is a box in degrees: within:south,west,north,east, such as within:48.1,16.2,48.3,16.5.',
      }
}

/** "3", "3+", ">=3", "<=2", "2..4", "***". */
function ratingFilter(value: string): Filter {
  const stars = /^[*★]{1,5}$/u.test(value) ? String([...value].length) : value
  const [, least] = /^(?:>=)?([0-5])\+?$/.exec(stars) ?? []
  const isOpen = stars.endsWith('+') || stars.startsWith('>=')
  const [, most] = /^<=([0-5])$/.exec(stars) ?? []
  const [, from, to] = /^([0-5])\.\.([0-5])$/.exec(stars) ?? []
  if (least !== undefined)
    return { condition: { rating: { from: Number(least), ...(isOpen ? {} : { to: Number(least) }) } } }
  if (most !== undefined) return { condition: { rating: { to: Number(most) } } }
  if (from !== undefined && Number(from) <= Number(to))
    return { condition: { rating: { from: Number(from), to: Number(to) } } }
  return { problem: 'A rating is 0 to 5 stars: rating:3, rating:>=3, rating:<=2, rating:2..4.' }
}

function unlessIn(value: string, names: readonly string[], warning: string): { warning?: string } {
  const wanted = value.toLocaleLowerCase()
  const isThere = names.some((name) => name.toLocaleLowerCase().includes(wanted))
  return isThere ? {} : { warning }
}

/** The name that is meant: the same in any case, else the first that begins so. */
function nameLike(wanted: string, names: readonly string[]): string | undefined {
  const folded = wanted.trim().toLocaleLowerCase()
  if (folded === '') return undefined
  return (
    names.find((name) => name.toLocaleLowerCase() === folded) ??
    names.find((name) => name.toLocaleLowerCase().startsWith(folded)) ??
    names.find((name) => name.toLocaleLowerCase().split(' > ').at(-1)!.startsWith(folded))
  )
}
