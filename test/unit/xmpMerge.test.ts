import { expect, test } from 'vitest'
import type { Choice } from '../../src-main/engine/xmp/conflicts.ts'
import { mergeTags, type Base, type Sides } from '../../src-main/engine/xmp/merge.ts'
import type { TagLists } from '../../src-main/engine/xmp/read.ts'

const paths = (...tags: string[]): string[][] => tags.map((tag) => tag.split('>'))

/** The lists as this program writes them. */
const lists = (...tags: string[]): TagLists => ({
  'dc:subject': [...new Set(paths(...tags).map((tag) => tag.at(-1)!))],
  'lr:hierarchicalSubject': paths(...tags).map((tag) => tag.join('|')),
  'digiKam:TagsList': paths(...tags).map((tag) => tag.join('/')),
})
const base = (...tags: string[]): Base => ({ tags: paths(...tags), lists: lists(...tags), left: [] })

function merge(sides: Partial<Sides>, choice?: Choice) {
  const all = { ours: [], rejected: [], takenOut: [], base: null, theirs: { tags: [], lists: {} }, ...sides }
  const { add, remove, imports, drops, held, left, conflicts } = mergeTags(all, () => choice)
  const text = (tags: readonly string[][]): string[] => tags.map((tag) => tag.join('>'))
  return {
    add: text(add),
    remove: text(remove),
    imports: text(imports),
    drops: text(drops),
    held: text(held),
    left: left.map(({ tag }) => tag.join('>')),
    conflicts: conflicts.map(({ code, open }) => (open ? code : `(${code})`)),
  }
}
const quiet = { remove: [], imports: [], drops: [], held: [], left: [], conflicts: [] }

test('case 32: at the first contact both sides get the union', () => {
  expect(
    merge({
      ours: paths('a', 'b'),
      theirs: { tags: paths('x', 'y', 'P>q'), lists: lists('x', 'y', 'P>q') },
    }),
  ).toEqual({ ...quiet, add: ['a', 'b', 'x', 'y', 'P>q'], imports: ['x', 'y', 'P>q'] })
})

test('at the first contact a tag that was rejected here stays there until somebody chooses', () => {
  const sides = { rejected: paths('cat'), theirs: { tags: paths('cat'), lists: lists('cat') } }
  expect(merge(sides)).toEqual({ ...quiet, add: [], left: ['cat'], conflicts: ['REJECTED_PRESENT'] })
  expect(merge(sides, 'ours')).toMatchObject({ remove: ['cat'], imports: [], left: [] })
  expect(merge(sides, 'theirs')).toMatchObject({ remove: [], imports: ['cat'], add: ['cat'] })
})

test('case 23: what darktable took from dc and lr goes, though TagsList still has it', () => {
  const now = { 'dc:subject': ['c'], 'lr:hierarchicalSubject': ['c'], 'digiKam:TagsList': ['A/B', 'c'] }
  const both = paths('A>B', 'c')
  expect(merge({ ours: both, base: base('A>B', 'c'), theirs: { tags: both, lists: now } })).toEqual({
    ...quiet,
    add: ['c'],
    remove: ['A>B'],
    drops: ['A>B'],
  })
})

test('case 25: a word that was taken from dc alone takes its tag along', () => {
  const now = { ...lists('A>B', 'c'), 'dc:subject': ['c'] }
  const both = paths('A>B', 'c')
  expect(merge({ ours: both, base: base('A>B', 'c'), theirs: { tags: both, lists: now } })).toMatchObject({
    drops: ['A>B'],
    remove: ['A>B'],
    conflicts: [],
  })
  // the last word of all: the list itself is gone
  const { 'dc:subject': _, ...none } = lists('A>B')
  expect(
    merge({ ours: paths('A>B'), base: base('A>B'), theirs: { tags: paths('A>B'), lists: none } }).drops,
  ).toEqual(['A>B'])
})

test('a list of paths that a program dropped as a whole takes nothing along', () => {
  const { 'digiKam:TagsList': _, ...now } = lists('A>B', 'c')
  const both = paths('A>B', 'c')
  expect(merge({ ours: both, base: base('A>B', 'c'), theirs: { tags: both, lists: now } })).toEqual({
    ...quiet,
    add: ['A>B', 'c'],
  })
})

test('case 26: a word that two tags end in is nobody’s: nothing happens until somebody chooses', () => {
  const both = paths('A>X', 'B>X')
  const sides = {
    ours: both,
    base: base('A>X', 'B>X'),
    theirs: { tags: both, lists: { ...lists('A>X', 'B>X'), 'dc:subject': [] } },
  }
  expect(merge(sides)).toEqual({
    ...quiet,
    add: [],
    held: ['A>X', 'B>X'],
    conflicts: ['AMBIGUOUS_LEAF', 'AMBIGUOUS_LEAF'],
  })
  expect(merge(sides, 'theirs').drops).toEqual(['A>X', 'B>X'])
  expect(merge(sides, 'ours')).toMatchObject({ add: ['A>X', 'B>X'], drops: [], held: [] })
})

test('a path that went with its word leaves the other tag of that word alone', () => {
  const now = { 'dc:subject': [], 'lr:hierarchicalSubject': ['B|X'], 'digiKam:TagsList': ['B/X'] }
  expect(
    merge({
      ours: paths('A>X', 'B>X'),
      base: base('A>X', 'B>X'),
      theirs: { tags: paths('B>X'), lists: now },
    }),
  ).toMatchObject({ drops: ['A>X'], add: ['B>X'], held: [], conflicts: [] })
})

test('case 27: a word that was added in dc comes in, and goes into the other lists', () => {
  const now = { ...lists('A>B'), 'dc:subject': ['B', 'new'] }
  expect(
    merge({
      ours: paths('A>B'),
      base: base('A>B'),
      theirs: { tags: paths('A>B', 'new'), lists: now },
    }),
  ).toEqual({ ...quiet, add: ['A>B', 'new'], imports: ['new'] })
})

test('case 29: when most tags are gone nothing is taken off and nothing written back, until somebody chooses', () => {
  const ten = Array.from({ length: 10 }, (_, index) => `t${index}`)
  const sides = { ours: paths(...ten), base: base(...ten), theirs: { tags: [], lists: {} } }
  expect(merge(sides)).toEqual({ ...quiet, add: [], held: ten, conflicts: ['MASS_REMOVAL'] })
  expect(merge(sides, 'theirs')).toMatchObject({ drops: ten, add: [], held: [] })
  expect(merge(sides, 'ours')).toMatchObject({ drops: [], add: ten, held: [] })
})

test('case 30: what was taken out here and is there again is shown, not taken in, now and at the next sync', () => {
  const sides = {
    base: base('b'),
    ours: paths('b'),
    takenOut: paths('a'),
    theirs: { tags: paths('b', 'a'), lists: lists('b', 'a') },
  }
  expect(merge(sides)).toEqual({ ...quiet, add: ['b'], left: ['a'], conflicts: ['RETURNED'] })
  const next: Base = { ...base('b'), lists: lists('b', 'a'), left: [{ code: 'RETURNED', tag: ['a'] }] }
  expect(merge({ ...sides, base: next, takenOut: [] }).conflicts).toEqual(['RETURNED'])
  expect(merge(sides, 'ours').remove).toEqual(['a'])
  expect(merge(sides, 'theirs').imports).toEqual(['a'])
})

test('case 31: a tag that was renamed here leaves under its old name', () => {
  expect(
    merge({
      ours: paths('New>cat'),
      base: base('Old>cat'),
      theirs: { tags: paths('Old>cat'), lists: lists('Old>cat') },
    }),
  ).toEqual({ ...quiet, add: ['New>cat'], remove: ['Old>cat'] })
})

test('a tag that seems to be renamed elsewhere waits for a choice: nothing comes, nothing goes', () => {
  const sides = {
    ours: paths('A>cat'),
    base: base('A>cat'),
    theirs: { tags: paths('B>cat'), lists: lists('B>cat') },
  }
  const waiting = { ...quiet, add: [], held: ['A>cat'], left: ['B>cat'], conflicts: ['RENAMED'] }
  expect(merge(sides)).toEqual(waiting)
  const left: Base['left'] = [{ code: 'RENAMED', tag: ['B', 'cat'] }]
  const later = { ...sides, base: { ...sides.base, left } }
  for (const each of [sides, later]) {
    expect(merge(each)).toEqual(waiting)
    expect(merge(each, 'theirs')).toMatchObject({ drops: ['A>cat'], imports: ['B>cat'], add: ['B>cat'] })
    expect(merge(each, 'ours')).toMatchObject({ remove: ['B>cat'], imports: [], drops: [], add: ['A>cat'] })
  }
  // where the old one went here meanwhile there is nothing to choose
  expect(merge({ ...later, ours: [] })).toMatchObject({ imports: ['B>cat'], conflicts: [] })
})

test('a parent that was renamed elsewhere is a rename of each tag, and no mass removal', () => {
  const words = ['a', 'b', 'c', 'd', 'e', 'f']
  const [old, renamed] = ['A', 'B'].map((parent) => words.map((word) => `${parent}>${word}`))
  const sides = {
    ours: paths(...old!),
    base: base(...old!),
    theirs: { tags: paths(...renamed!), lists: lists(...renamed!) },
  }
  expect(merge(sides).conflicts).toEqual(words.map(() => 'RENAMED'))
  expect(merge(sides, 'theirs')).toMatchObject({ drops: old, imports: renamed })
})

test('a rejected tag that another program has added is taken in, and told', () => {
  const sides = {
    ours: paths('a'),
    rejected: paths('b'),
    base: base('a'),
    theirs: { tags: paths('a', 'b'), lists: lists('a', 'b') },
  }
  expect(merge(sides)).toMatchObject({ imports: ['b'], conflicts: ['(REJECTED_BUT_ADDED)'] })
})

test('the same tag in other case is no other tag: the sidecar keeps its spelling', () => {
  const sides = { ours: paths('Cat'), theirs: { tags: paths('cat'), lists: lists('cat') } }
  expect(merge(sides)).toEqual({ ...quiet, add: ['cat'] })
})
