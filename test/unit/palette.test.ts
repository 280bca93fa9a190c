import { expect, it, test } from 'vitest'
import { paletteFor, type Known } from '../../src-renderer/state/palette.ts'
import type { Album } from '../../src-shared/schemas/album.ts'

const ran: string[] = []
const known: Known = {
  albums: [
    { id: 3, name: 'Best of 2024', rule: null },
    { id: 4, name: 'Beach', rule: { tag: 'Beach' } },
  ] as Album[],
  labels: [],
  roots: [],
  folders: [{ rootId: 1, path: 'Trips/Beaches', name: 'Beaches', photos: 2 }],
  words: {
    tags: ['Animals > Dog', 'Beach'],
    cameras: [{ name: 'Canon EOS R5', photos: 3 }],
    lenses: [],
    types: [],
  },
  commands: [
    { text: 'Settings: sync…', run: () => ran.push('settings') },
    { text: 'Sync sidecars…', run: () => ran.push('sync') },
    { text: 'Keys', keys: '?', run: () => ran.push('keys') },
  ],
}
const titles = (text: string): string[] => paletteFor(text, known).map(({ title }) => title)
const texts = (text: string): string[] =>
  paletteFor(text, known).flatMap(({ entries }) => entries.map((entry) => entry.text))

test('words can be searched for, and what is called so can be jumped to', () => {
  expect(texts('bea')).toEqual(['Search for “bea”', 'Beach', 'Beaches'])
  expect(paletteFor('best', known)[1]!.entries[0]).toMatchObject({
    place: { view: 'photos', source: { kind: 'album', albumId: 3 } },
  })
})

test('commands come after ">", when nothing is typed, and when they are called so', () => {
  expect(titles('')).toEqual(['Commands'])
  expect(texts('> sync')).toEqual(['Sync sidecars…', 'Settings: sync…'])
  expect(titles('sync')).toEqual(['Search', 'Commands'])
  const [section] = paletteFor('>keys', known)
  expect(section!.entries[0]).toMatchObject({ keys: '?' })
})

it.each([
  ['snow #do', '#Animals > Dog', 'snow #"Animals > Dog" '],
  ['-#bea', '#Beach', '-#Beach '],
  ['(@can', '@Canon EOS R5', '(@"Canon EOS R5" '],
  ['/best', '/Best of 2024', '/"Best of 2024" '],
  ['#"animals', '#Animals > Dog', '#"Animals > Dog" '],
])('%s is completed', (typed, text, query) => {
  const entry = paletteFor(typed, known).at(-1)!.entries[0]
  expect(entry).toEqual({ kind: 'complete', text, query })
})
