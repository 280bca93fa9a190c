import { LumitagError } from '../../../src-shared/errors.ts'
import { exposureOf } from '../../../src-shared/exposure.ts'
import type { LabelScore, TaggedPhoto } from '../../../src-shared/schemas/photo.ts'
import { normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf, shareText } from '../cells.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'

export interface TagPhotosOptions {
  add?: string[]
  remove?: string[]
  all?: boolean
}

/** Photos that are decided in one call. */
const BATCH = 10_000
const COLUMNS = ['photo', 'tag', 'state', 'source', 'model', 'score', 'at'] as const

/** Sets tags by hand: "add" says yes, "remove" takes a tag off, and says no where a label could set it again. */
export async function tagPhotos(
  engine: Engine,
  files: readonly string[],
  { add = [], remove = [], all = false }: TagPhotosOptions,
  output: Output,
): Promise<void> {
  if (add.length + remove.length === 0)
    throw new LumitagError('BAD_INPUT', 'Say what to do: --add "<tag>", --remove "<tag>", or both.')
  const photoIds = await photosNamed(engine, files, all)
  const nameOf = (path: string): string => normaliseTagPath(path).toLocaleLowerCase()
  const labels = new Set((await engine.call('labels.list')).map(({ name }) => nameOf(name)))
  const decide = async (path: string, decision: 'accept' | 'reject' | 'clear'): Promise<void> => {
    for (let first = 0; first < photoIds.length; first += BATCH)
      await engine.call('tags.decide', { photoIds: photoIds.slice(first, first + BATCH), path, decision })
  }
  for (const path of add) await decide(path, 'accept')
  for (const path of remove) await decide(path, labels.has(nameOf(path)) ? 'reject' : 'clear')
  output.say(
    `${countOf(photoIds.length, 'photo')}: ${countOf(add.length, 'tag')} added, ${remove.length} removed.`,
  )
  output.event({ event: 'summary', photos: photoIds.length, added: add, removed: remove })
}

/** The photos that are meant: some files, or the whole library. */
export async function photosNamed(engine: Engine, files: readonly string[], all: boolean): Promise<number[]> {
  if (all === files.length > 0)
    throw new LumitagError('BAD_INPUT', 'Name photos, or say --all for the whole library.')
  return all
    ? (await engine.call('photos.index', { source: { kind: 'all' } })).ids
    : Promise.all(files.map(async (path) => (await engine.call('photos.locate', { path })).id))
}

/** Everything about one photo. */
export async function showPhoto(engine: Engine, file: string, output: Output): Promise<void> {
  const { id } = await engine.call('photos.locate', { path: file })
  const photo = await engine.call('photos.get', { id })
  output.event({ event: 'photo', ...photo })
  const facts = [
    photo.location,
    photo.title,
    photo.description,
    [photo.format, photo.width && `${photo.width} × ${photo.height}`, photo.camera, photo.lens]
      .filter(Boolean)
      .join(', '),
    exposureOf(photo),
    photo.rating !== null && `Rating ${photo.rating} of 5`,
    photo.flag && (photo.flag === 'picked' ? 'Picked' : 'Rejected'),
    photo.colour && `Colour ${photo.colour}`,
    photo.latitude !== null && photo.longitude !== null && `Place ${photo.latitude}, ${photo.longitude}`,
    photo.takenAt && `Captured ${photo.takenAt.replace('T', ' ')}${photo.takenOffset ?? ''}`,
    photo.sidecar && `Sidecar ${photo.sidecar.path}`,
    photo.problem && `${photo.problem.message} (${photo.problem.code})`,
  ]
  for (const fact of facts) if (fact) output.say(fact)
  if (photo.tags.length > 0) output.say()
  if (photo.tags.length > 0)
    output.table(
      ['Tag', 'State', 'By', 'Score then'],
      photo.tags.map(({ path, state, source, model, score }) => [
        path,
        state,
        model ?? source,
        score === null ? '' : score.toFixed(3),
      ]),
    )
  if (photo.scores.length > 0) output.say()
  if (photo.scores.length > 0) sayScores(photo.scores, output)
}

/** Each kind of score in a column of its own, with those left out that no label has. */
function sayScores(scores: readonly LabelScore[], output: Output): void {
  const columns: [string, (score: LabelScore) => string | undefined][] = [
    ['Raw score', ({ score, baseKind }) => (baseKind === 'raw' ? score?.toFixed(3) : undefined)],
    ['Likeness', ({ score, baseKind }) => (baseKind === 'similarity' ? score?.toFixed(3) : undefined)],
    ['Calibrated score', ({ calibrated }) => calibrated?.toFixed(3)],
    ['Cosine', ({ cosine }) => cosine?.toFixed(4)],
    ['Cosine less contrasts', ({ margin }) => margin?.toFixed(4)],
    [
      'Best of these (share)',
      ({ group, share }) => (share === null ? undefined : `${group}: ${shareText(share).trim()}`),
    ],
  ]
  const used = columns.filter(([, cell]) => scores.some((score) => cell(score) !== undefined))
  output.table(
    ['Label', ...used.map(([heading]) => heading)],
    scores.map((score) => [score.name, ...used.map(([, cell]) => cell(score) ?? '')]),
  )
}

/** All decisions as CSV (RFC 4180), or with --json as JSON lines: for other tools. */
export async function listTags(engine: Engine, output: Output): Promise<number> {
  if (!output.json) output.say(COLUMNS.join(','))
  let after = 0
  for (;;) {
    const rows = await engine.call('tags.list', { after })
    for (const row of rows) {
      output.event({ event: 'tag', ...row })
      output.say(COLUMNS.map((column) => csvCell(row[column])).join(','))
    }
    if (rows.length === 0) return exitCodes.done
    after = rows.at(-1)!.photoId
  }
}

/** Quoted where it must be; a cell that a spreadsheet would run as a formula stays text by its quotes alone. */
function csvCell(value: TaggedPhoto[(typeof COLUMNS)[number]]): string {
  const text = value === null ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
