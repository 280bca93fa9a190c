import { LumitagError } from '../../../src-shared/errors.ts'
import type { TaggedPhoto, TagState } from '../../../src-shared/schemas/photo.ts'
import type { Renaming, TriedRenaming } from '../../../src-shared/schemas/tagging.ts'
import type { TagFilter } from '../../../src-shared/schemas/tagFilter.ts'
import { leafOf, normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf } from '../cells.ts'
import type { Output } from '../output.ts'
import { findLabel } from './labelParts.ts'

/** Which tags: all that is named must hold. */
export interface WhichTags {
  by?: 'you' | 'model' | 'file'
  model?: string
  label?: string
  state?: TagState[]
}

export interface DryRun {
  dryRun?: boolean
}

const SOURCES = { you: 'user', model: 'model', file: 'sidecar' } as const
/** Photos have a tag in these; a "no" is only meant where it is named. */
const TAGGED: TagState[] = ['accepted', 'automatic', 'imported']

/** Every tag with its photos, or what the options leave of them. */
export async function listTags(
  engine: Engine,
  tag: string | undefined,
  which: WhichTags,
  output: Output,
): Promise<void> {
  const isAll = tag === undefined && Object.keys(which).length === 0
  const tags = await engine.call('tags.known', isAll ? undefined : await filterOf(engine, tag, which))
  const labels = new Set((await engine.call('labels.list')).map(({ id }) => id))
  for (const known of tags) output.event({ event: 'tag', ...known })
  output.event({ event: 'summary', tags: tags.length })
  if (tags.length === 0) return output.say(isAll ? 'There are no tags yet.' : 'No tag fits.')
  output.table(
    ['Tag', 'Photos', 'Label'],
    tags.map(({ path, photos, labelId }) => [
      path,
      photos,
      labelId !== null && labels.has(labelId) ? 'yes' : '',
    ]),
  )
}

/** Gives a tag another path. Where there is such a tag already, both become one. */
export async function renameTag(
  engine: Engine,
  from: string,
  to: string,
  { dryRun }: DryRun,
  output: Output,
): Promise<void> {
  await rename(engine, [{ from: await findTag(engine, from), to: normaliseTagPath(to) }], dryRun, output)
}

/** Several tags become one. */
export async function mergeTags(
  engine: Engine,
  tags: readonly string[],
  { into, dryRun }: DryRun & { into: string },
  output: Output,
): Promise<void> {
  const to = (await knownTag(engine, into)) ?? normaliseTagPath(into)
  const renamings = await Promise.all(tags.map(async (tag) => ({ from: await findTag(engine, tag), to })))
  await rename(engine, renamings, dryRun, output)
}

/** Puts tags, with those below them, below another one, or on no other. */
export async function moveTags(
  engine: Engine,
  tags: readonly string[],
  { below, top = false, dryRun }: DryRun & { below?: string; top?: boolean },
  output: Output,
): Promise<void> {
  if ((below !== undefined) === top)
    throw new LumitagError('BAD_INPUT', 'Say where to: --below "<tag>", or --top.')
  const above = below === undefined ? undefined : ((await knownTag(engine, below)) ?? normaliseTagPath(below))
  const renamings = await Promise.all(
    tags.map(async (tag) => {
      const from = await findTag(engine, tag)
      return { from, to: above === undefined ? leafOf(from) : `${above} > ${leafOf(from)}` }
    }),
  )
  await rename(engine, renamings, dryRun, output)
}

async function rename(
  engine: Engine,
  renamings: Renaming[],
  dryRun: boolean | undefined,
  output: Output,
): Promise<void> {
  if (dryRun) return sayWouldRename(await engine.call('tags.tryRename', renamings), output)
  for (const { from, to } of renamings) {
    const { photos, step } = await engine.call('tags.rename', { from, to })
    output.event({ event: 'renamed', from, to, photos, step })
    output.say(`"${from}" is now "${to}" on ${countOf(photos, 'photo')}.${wayBack(step)}`)
  }
}

function sayWouldRename(tried: readonly TriedRenaming[], output: Output): void {
  for (const { from, to, photos, joined, labels } of tried) {
    output.event({ event: 'renamed', dryRun: true, from, to, photos, joined, labels })
    const both = joined > 0 ? `, ${joined} of which have both` : ''
    output.say(`"${from}" would be "${to}" on ${countOf(photos, 'photo')}${both}.`)
    for (const label of labels) output.say(`  label "${label.from}" would be "${label.to}"`)
  }
  output.event({ event: 'summary', dryRun: true, renamed: tried.length })
  output.say('Dry run, nothing was changed.')
}

/** Takes tags off their photos in one step, or says which would be. */
export async function removeTags(
  engine: Engine,
  tag: string | undefined,
  { dryRun = false, ...which }: WhichTags & { dryRun?: boolean },
  output: Output,
): Promise<void> {
  if (tag === undefined && Object.keys(which).length === 0)
    throw new LumitagError('BAD_INPUT', 'Say which tags: a tag, --by, --model, --label or --state.')
  const filter = await filterOf(engine, tag, which)
  if (dryRun) return sayDryRun(engine, filter, output)
  const { photos, step } = await engine.call('tags.remove', filter)
  output.event({ event: 'summary', photos, step })
  output.say(`Taken off ${countOf(photos, 'photo')}.${wayBack(step)}`)
}

async function sayDryRun(engine: Engine, filter: TagFilter, output: Output): Promise<void> {
  const photos = new Set<number>()
  let tags = 0
  for (let after = 0; ;) {
    const rows = await engine.call('tags.list', { after, filter, missing: true })
    for (const row of rows) {
      output.event({ event: 'tag', ...row })
      output.say(`- ${row.tag}  ${row.photo}  (${whoSet(row)})`)
      photos.add(row.photoId)
    }
    tags += rows.length
    if (rows.length === 0) break
    after = rows.at(-1)!.photoId
  }
  output.event({ event: 'summary', dryRun: true, tags, photos: photos.size })
  output.say(
    `${tags > 0 ? '\n' : ''}Dry run, nothing was changed: ${countOf(tags, 'tag')} would be taken off ${countOf(photos.size, 'photo')}.`,
  )
}

const whoSet = ({ state, source, model }: TaggedPhoto): string =>
  model ? `${state} by ${model}` : source === 'sidecar' ? 'imported from a file' : `${state} by you`

/** What was done to tags, newest first. */
export async function listSteps(engine: Engine, { limit }: { limit: number }, output: Output): Promise<void> {
  const steps = await engine.call('tags.steps', { most: Math.min(limit, 1000) })
  for (const step of steps) output.event({ event: 'step', ...step })
  output.event({ event: 'summary', steps: steps.length })
  if (steps.length === 0) return output.say('Nothing was done to tags yet.')
  output.table(
    ['Step', 'When', 'What', 'Photos', 'Taken back'],
    steps.map(({ id, at, title, photos, undone }) => [
      id,
      at.slice(0, 16).replace('T', ' '),
      title,
      photos,
      undone ? 'yes' : '',
    ]),
  )
}

/** Takes a step back, by default the newest. */
export async function undoTags(engine: Engine, step: number | undefined, output: Output): Promise<void> {
  const undone = await engine.call('tags.undo', { step })
  if (!undone) {
    output.event({ event: 'summary', step: null, photos: 0, skipped: 0 })
    return output.say('There is nothing to take back.')
  }
  const { step: what, photoIds, skipped } = undone
  output.event({ event: 'summary', step: what.id, title: what.title, photos: photoIds.length, skipped })
  output.say(`Taken back on ${countOf(photoIds.length, 'photo')}: ${what.title}.`)
  if (skipped > 0) output.say(`${countOf(skipped, 'tag')} left as decided since then.`)
}

/** How a step is taken back; empty where nothing was changed. */
export const wayBack = (step: number | null): string =>
  step === null ? '' : ` To take it back: lumitag tags undo ${step}`

async function filterOf(
  engine: Engine,
  tag: string | undefined,
  { by, model, label, state }: WhichTags,
): Promise<TagFilter> {
  // a label also bears what the user said about it: alone it means what it set by itself
  const setBy = by ?? (label !== undefined && !state ? 'model' : undefined)
  return {
    path: tag === undefined ? undefined : await findTag(engine, tag),
    states: state ?? TAGGED,
    source: setBy && SOURCES[setBy],
    model,
    labelId: label === undefined ? undefined : (await findLabel(engine, label)).id,
  }
}

/** A tag in the spelling that it has, in whichever case it is typed; undefined if there is none. */
async function knownTag(engine: Engine, typed: string): Promise<string | undefined> {
  const path = normaliseTagPath(typed)
  const known = (await engine.call('tags.known')).map((tag) => tag.path)
  return (
    known.find((one) => one === path) ??
    known.find((one) => one.toLocaleLowerCase() === path.toLocaleLowerCase())
  )
}

async function findTag(engine: Engine, typed: string): Promise<string> {
  const found = await knownTag(engine, typed)
  if (found !== undefined) return found
  throw new LumitagError('NOT_FOUND', `There is no tag "${typed}". "lumitag tags list" shows all.`)
}
