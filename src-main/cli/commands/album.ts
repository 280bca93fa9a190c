import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Rule } from '../../../src-shared/rules/tree.ts'
import type { Album, AlbumMark } from '../../../src-shared/schemas/album.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf } from '../cells.ts'
import type { Output } from '../output.ts'
import { noteThresholds } from '../starterNote.ts'
import { findLabel } from './labelParts.ts'

export interface AlbumOptions {
  rule?: string
  photo?: string[]
  label?: string[]
  score?: number
  from?: string
  to?: string
}

export async function listAlbums(engine: Engine, output: Output): Promise<void> {
  const albums = await engine.call('albums.list')
  for (const album of albums) output.event({ event: 'album', ...album })
  if (albums.length === 0) return output.say('There are no albums yet. Each label you add makes one.')
  output.table(
    ['Album', 'Photos', 'Kind'],
    albums.map(({ name, count, rule }) => [name, count, rule ? 'smart' : 'by hand']),
  )
  for (const { name, notes } of albums) for (const note of notes) output.note(`"${name}": ${note}`)
}

export async function showAlbum(engine: Engine, name: string, output: Output): Promise<void> {
  const { id: albumId } = await findAlbum(engine, name)
  const { ids } = await engine.call('photos.index', { source: { kind: 'album', albumId } })
  for (const id of ids) {
    const { location } = await engine.call('photos.get', { id })
    output.event({ event: 'photo', id, path: location })
    output.say(location)
  }
}

/** A smart album from a file or from options, or an album by hand from photos. */
export async function createAlbum(
  engine: Engine,
  name: string | undefined,
  options: AlbumOptions,
  output: Output,
): Promise<void> {
  if (options.rule !== undefined) {
    const text = await readRule(options.rule)
    const { album, leftOut } = await engine.call('albums.import', { text, ...(name ? { name } : {}) })
    for (const path of leftOut) output.note(`${path} is not in the library, and is left out.`)
    return told(album, output)
  }
  if (name === undefined) throw new LumitagError('BAD_INPUT', 'The album needs a name.')
  if (options.photo)
    return told(
      await engine.call('albums.create', { name, rule: null, pinned: await idsOf(engine, options.photo) }),
      output,
    )
  const album = await engine.call('albums.create', { name, rule: await ruleOf(engine, options) })
  if (options.score !== undefined) await noteThresholds(engine, output)
  told(album, output)
}

async function ruleOf(engine: Engine, { label = [], score, from, to }: AlbumOptions): Promise<Rule> {
  const all: Rule[] = []
  for (const name of label) {
    const { id } = await findLabel(engine, name)
    all.push(score === undefined ? { label: id } : { label: id, score })
  }
  if (from !== undefined || to !== undefined)
    all.push({ taken: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } })
  if (all.length > 0) return { all }
  throw new LumitagError(
    'BAD_INPUT',
    'An album needs a rule (--rule <file>, --label "a dog", --from 2024-06-01, --to 2024-08-31) or photos (--photo <file>).',
  )
}

/** Prints an album as a file; with `from` gives it the rule of that file first. */
export async function albumRule(
  engine: Engine,
  name: string,
  from: string | undefined,
  output: Output,
): Promise<void> {
  const { id } = await findAlbum(engine, name)
  if (from !== undefined) {
    const { album } = await engine.call('albums.import', { text: await readRule(from), id })
    return told(album, output)
  }
  const file = await engine.call('albums.file', { id })
  output.event({ event: 'rule', ...file })
  output.say(JSON.stringify(file, null, 2))
}

export async function markPhotos(
  engine: Engine,
  name: string,
  files: readonly string[],
  mark: AlbumMark,
  output: Output,
): Promise<void> {
  const { id } = await findAlbum(engine, name)
  told(await engine.call('albums.mark', { id, photoIds: await idsOf(engine, files), mark }), output)
}

/** Moves photos of an album by hand to its end, or before another of its photos. */
export async function arrangeAlbum(
  engine: Engine,
  name: string,
  files: readonly string[],
  before: string | undefined,
  output: Output,
): Promise<void> {
  const { id } = await findAlbum(engine, name)
  const target = before === undefined ? null : (await idsOf(engine, [before]))[0]!
  await engine.call('albums.arrange', { id, photoIds: await idsOf(engine, files), before: target })
  told(await findAlbum(engine, name), output)
}

export async function renameAlbum(engine: Engine, name: string, to: string, output: Output): Promise<void> {
  const { id } = await findAlbum(engine, name)
  told(await engine.call('albums.update', { id, change: { name: to } }), output)
}

/** A smart album becomes one by hand, with the photos that it shows now. */
export async function albumByHand(engine: Engine, name: string, output: Output): Promise<void> {
  const { id } = await findAlbum(engine, name)
  told(await engine.call('albums.update', { id, change: { rule: null } }), output)
}

export async function removeAlbum(engine: Engine, name: string, output: Output): Promise<void> {
  const album = await findAlbum(engine, name)
  await engine.call('albums.remove', { id: album.id })
  output.event({ event: 'removed', album: album.name })
  output.say(`Removed the album "${album.name}". The photos and their tags stay.`)
}

/** An album by its name, in any case. */
async function findAlbum(engine: Engine, name: string): Promise<Album> {
  const albums = await engine.call('albums.list')
  const album = albums.find((one) => one.name.toLocaleLowerCase() === name.trim().toLocaleLowerCase())
  if (album) return album
  throw new LumitagError(
    'NOT_FOUND',
    `There is no album "${name}". "lumitag album list" shows those there are.`,
  )
}

const idsOf = (engine: Engine, files: readonly string[]): Promise<number[]> =>
  Promise.all(files.map(async (path) => (await engine.call('photos.locate', { path })).id))

/** The text of a file; "-" is standard input. */
async function readRule(file: string): Promise<string> {
  if (file === '-') return textOf(process.stdin)
  return readFile(file, 'utf8').catch((error: Error) => {
    throw new LumitagError('BAD_INPUT', `The rule cannot be read: ${error.message}.`, { cause: error })
  })
}

function told(album: Album, output: Output): void {
  output.event({ event: 'album', ...album })
  const { name, count, rule } = album
  output.say(
    `"${name}": ${countOf(count, 'photo')}${rule ? ' now, and every photo that fits from now on' : ''}.`,
  )
  for (const note of album.notes) output.note(note)
}
