import type { Album } from '../../src-shared/schemas/album.ts'
import type { Label } from '../../src-shared/schemas/label.ts'
import type { Folder, Root } from '../../src-shared/schemas/library.ts'
import type { SearchWords } from '../../src-shared/schemas/search.ts'
import { say } from '../words/say.svelte.ts'
import type { Place } from './place.ts'

/** Something that can be chosen under the search box. */
export type Entry = { text: string; about?: string; keys?: string } & (
  | { kind: 'search'; query: string }
  | { kind: 'complete'; query: string }
  | { kind: 'go'; place: Place }
  | { kind: 'run'; run: () => void }
)
export interface Section {
  title: string
  entries: Entry[]
}

/** A command of the palette, with its key where it has one. */
export interface PaletteCommand {
  text: string
  keys?: string
  run: () => void
}

/** What can be named and jumped to. */
export interface Known {
  albums: readonly Album[]
  labels: readonly Label[]
  folders: readonly Folder[]
  roots: readonly Root[]
  words: SearchWords | undefined
  commands: readonly PaletteCommand[]
}

const MOST = 6
const MOST_COMPLETED = 9

/** What to offer for a text: commands after ">", names after "#", "@" and "/", else the search and where to jump. */
export function paletteFor(text: string, known: Known): Section[] {
  const typed = text.trim()
  if (typed.startsWith('>')) {
    const wanted = typed.slice(1).trim()
    return sections([say('Commands'), commandEntries(wanted, known)])
  }
  const completed = completions(text, known)
  const search: Entry[] =
    typed === ''
      ? []
      : [{ kind: 'search', text: say('Search for “{words}”', { words: typed }), query: typed, keys: 'Enter' }]
  if (completed.length > 0) return sections([say('Search'), search], [say('Complete'), completed])
  if (typed === '') return sections([say('Commands'), commandEntries('', known)])
  const jumps = [
    ...matching(known.albums, typed, ({ id, name, rule }) => ({
      kind: 'go',
      text: name,
      about: rule ? say('smart album') : say('album'),
      place: { view: 'photos', source: { kind: 'album', albumId: id } },
    })),
    ...matching(known.labels, typed, ({ id, name }) => ({
      kind: 'go',
      text: name,
      about: say('label'),
      place: { view: 'photos', source: { kind: 'label', labelId: id, suggested: false } },
    })),
    ...folderEntries(typed, known),
  ]
  return sections(
    [say('Search'), search],
    [say('Go to'), jumps.slice(0, MOST)],
    [say('Commands'), commandEntries(typed, known).slice(0, MOST)],
  )
}

const sections = (...all: [title: string, entries: Entry[]][]): Section[] =>
  all.filter(([, entries]) => entries.length > 0).map(([title, entries]) => ({ title, entries }))

/** Every word of what is wanted begins a word of the text. */
export function fits(text: string, wanted: string): boolean {
  const words = text.toLocaleLowerCase().split(/[\s>/_-]+/)
  return wanted
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)))
}

function matching<T extends { name: string }>(
  all: readonly T[],
  wanted: string,
  entryOf: (one: T) => Entry,
): Entry[] {
  return all
    .filter(({ name }) => fits(name, wanted))
    .slice(0, MOST)
    .map(entryOf)
}

function folderEntries(wanted: string, { folders, roots }: Known): Entry[] {
  const places = [
    ...roots.map(({ id, name }) => ({ rootId: id, path: '', name })),
    ...folders.map(({ rootId, path, name }) => ({ rootId, path, name })),
  ]
  return matching(places, wanted, ({ rootId, path, name }) => ({
    kind: 'go',
    text: name,
    about: path.includes('/')
      ? say('folder in {path}', { path: path.slice(0, path.lastIndexOf('/')) })
      : say('folder'),
    place: { view: 'photos', source: { kind: 'folder', rootId, path } },
  }))
}

/** Those that begin as it was typed come first. */
const commandEntries = (wanted: string, { commands }: Known): Entry[] =>
  commands
    .filter(({ text }) => wanted === '' || fits(text, wanted))
    .toSorted((a, b) => Number(begins(b.text, wanted)) - Number(begins(a.text, wanted)))
    .map(({ text, keys, run }) => ({ kind: 'run', text, run, ...(keys ? { keys } : {}) }))

const begins = (text: string, wanted: string): boolean =>
  text.toLocaleLowerCase().startsWith(wanted.toLocaleLowerCase())

/** Names for the last word, where it begins with "#", "@" or "/". */
function completions(text: string, { words, albums }: Known): Entry[] {
  const match = /(?:^|[\s(])(-?)([#@/])("?)([^"]*)$/u.exec(text)
  if (!match || (match[3] === '' && /\s/.test(match[4]!))) return []
  const [, minus, sigil, , begun] = match as unknown as [string, string, '#' | '@' | '/', string, string]
  const names =
    sigil === '#'
      ? (words?.tags ?? [])
      : sigil === '@'
        ? (words?.cameras ?? []).map(({ name }) => name)
        : albums.map(({ name }) => name)
  const before = text.slice(0, text.length - (minus + sigil + match[3] + begun).length)
  return names
    .filter((name) => begun === '' || fits(name, begun))
    .slice(0, MOST_COMPLETED)
    .map((name) => ({
      kind: 'complete',
      text: `${sigil}${name}`,
      query: `${before}${minus}${sigil}${/[\s()]/.test(name) ? `"${name}"` : name} `,
    }))
}
