import { LumitagError } from '../../../src-shared/errors.ts'
import type { AlbumRule } from '../../../src-shared/schemas/album.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'
import { noteThresholds } from '../starterNote.ts'
import { findLabel } from './label.ts'

export interface AlbumOptions {
  label?: string[]
  score?: number
  from?: string
  to?: string
}

export async function listAlbums(engine: Engine, output: Output): Promise<void> {
  const albums = await engine.call('albums.list')
  for (const { name, count, rule } of albums) output.event({ event: 'album', name, count, rule })
  if (albums.length === 0) return output.say('There are no smart albums yet. Each label you add makes one.')
  output.table(
    ['Smart album', 'Photos'],
    albums.map(({ name, count }) => [name, count]),
  )
}

export async function showAlbum(engine: Engine, name: string, output: Output): Promise<void> {
  const albums = await engine.call('albums.list')
  const album = albums.find((one) => one.name.toLocaleLowerCase() === name.trim().toLocaleLowerCase())
  if (!album)
    throw new LumitagError(
      'NOT_FOUND',
      `There is no album "${name}". "lumitag album list" shows those there are.`,
    )
  const { ids } = await engine.call('photos.index', { source: { kind: 'album', albumId: album.id } })
  for (const id of ids) {
    const { location } = await engine.call('photos.get', { id })
    output.event({ event: 'photo', id, path: location })
    output.say(location)
  }
}

export async function createAlbum(
  engine: Engine,
  name: string,
  options: AlbumOptions,
  output: Output,
): Promise<void> {
  const all: AlbumRule['all'] = []
  for (const label of options.label ?? []) {
    const { id } = await findLabel(engine, label)
    all.push(options.score === undefined ? { label: id } : { label: id, score: options.score })
  }
  const { from, to } = options
  if (from !== undefined || to !== undefined)
    all.push({ taken: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) } })
  if (all.length === 0)
    throw new LumitagError(
      'BAD_INPUT',
      'A smart album needs a rule: --label "a dog", --from 2024-06-01, --to 2024-08-31.',
    )
  const album = await engine.call('albums.create', { name, rule: { all } })
  if (options.score !== undefined) await noteThresholds(engine, output)
  output.event({ event: 'album', ...album })
  output.say(`Made "${album.name}": ${album.count} photos now, and every photo that fits from now on.`)
}
