import type { Label } from '../../../src-shared/schemas/label.ts'
import type { PhotoIndex } from '../../../src-shared/schemas/photo.ts'
import { normaliseTagPath } from '../../../src-shared/tagPath.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import { runFolder, sayUnreadable } from '../folderRun.ts'
import { parseLabelSpec } from '../labelSpec.ts'
import type { Output } from '../output.ts'
import { sayModel, sayUnknownWords } from '../starterNote.ts'
import { syncSidecars } from './sync.ts'

export interface TagOptions {
  label?: string[]
  sidecars?: boolean
}

/** Folders of up to so many photos are listed photo by photo. */
const MOST_LISTED = 50
/** The pack that stands in where somebody tags without a label of their own. */
const FIRST_PACK = 'everyday'

/** The main job: folder to tags, smart albums and sidecars. */
export async function tag(
  engine: Engine,
  folder: string,
  options: TagOptions,
  output: Output,
): Promise<number> {
  const started = performance.now()
  await ensureLabels(engine, options.label ?? [], output)
  const run = await runFolder(engine, folder, output)
  const labels = await engine.call('labels.list')
  const rows = await Promise.all(labels.map((label) => countIn(engine, label, run.photos)))
  const exported = options.sidecars
    ? await syncSidecars(engine, { source: run.source, direction: 'export' }, output)
    : undefined

  await sayPhotos(engine, run.photos, output)
  await sayTags(engine, rows, run.photos.size, output)
  if (exported)
    output.say(
      `\nSidecars: ${exported.written} written, ${exported.unchanged} unchanged, ${exported.failed} failed.`,
    )
  await sayModel(engine, output)
  sayUnreadable(output, run.unreadable)
  const failed = run.unreadable.length + (exported?.failed ?? 0)
  const seconds = Math.round((performance.now() - started) / 100) / 10
  output.say(`\n${run.photos.size} photos, ${run.embedded} newly indexed, ${failed} failed, ${seconds} s.`)
  output.event({
    event: 'summary',
    photos: run.photos.size,
    embedded: run.embedded,
    failed,
    tags: rows.reduce((total, { accepted, automatic }) => total + accepted + automatic, 0),
    sidecars: exported?.written ?? 0,
    sidecarsUnchanged: exported?.unchanged ?? 0,
    seconds,
  })
  const broken = run.jobs.some(({ state }) => state === 'failed')
  return failed > 0 || broken ? exitCodes.someFailed : exitCodes.done
}

async function ensureLabels(engine: Engine, specs: readonly string[], output: Output): Promise<void> {
  const keyOf = (name: string): string => normaliseTagPath(name).toLocaleLowerCase()
  const known = new Map((await engine.call('labels.list')).map((label) => [keyOf(label.name), label]))
  for (const spec of specs) {
    const wanted = parseLabelSpec(spec)
    const same = known.get(keyOf(wanted.name))
    if (same) {
      if (wanted.prompts?.some((prompt) => !same.prompts.includes(prompt)))
        output.note(
          `There is a label "${same.name}" already, and it stays as it is. To add prompts: lumitag label change "${same.name}" --add-prompt "…"`,
        )
      continue
    }
    const label = await engine.call('labels.add', wanted)
    known.set(keyOf(label.name), label)
    sayUnknownWords(label, output)
  }
  if (known.size > 0) return
  await engine.call('labels.addPack', { name: FIRST_PACK })
  output.note(
    `No labels yet: the "${FIRST_PACK}" pack was added. Add your own with --label "a dog" or "lumitag label add".`,
  )
}

interface Counts {
  name: string
  accepted: number
  automatic: number
  suggested: number
}

/** A label's tags on these photos only. */
async function countIn(engine: Engine, label: Label, photos: ReadonlySet<number>): Promise<Counts> {
  const within = ({ ids }: PhotoIndex): number[] => ids.filter((id) => photos.has(id))
  const source = { kind: 'label' as const, labelId: label.id }
  const tagged = within(await engine.call('photos.index', { source }))
  const suggested = within(await engine.call('photos.index', { source: { ...source, suggested: true } }))
  const { accepted, automatic } = label.counts
  // counts of the whole library are exact where all of a label's photos are here
  if (tagged.length === accepted + automatic)
    return { name: label.name, accepted, automatic, suggested: suggested.length }
  const states = await Promise.all(
    tagged.map(
      async (id) =>
        (await engine.call('photos.get', { id })).tags.find(({ path }) => path === label.name)?.state,
    ),
  )
  const fromModel = states.filter((state) => state === 'automatic').length
  return {
    name: label.name,
    accepted: tagged.length - fromModel,
    automatic: fromModel,
    suggested: suggested.length,
  }
}

/** Each photo's tags: as JSON for all of them, as a table for a handful. */
async function sayPhotos(engine: Engine, photos: ReadonlySet<number>, output: Output): Promise<void> {
  if (!output.json && photos.size > MOST_LISTED) return
  const rows: [string, string][] = []
  for (const id of photos) {
    const { location, path, tags } = await engine.call('photos.get', { id })
    const shown = tags.filter(({ state }) => state !== 'rejected')
    output.event({ event: 'photo', path: location, tags: shown.map((one) => one.path) })
    rows.push([path, shown.map((one) => one.path).join(', ')])
  }
  output.table(
    ['Photo', 'Tags'],
    rows.sort(([one], [other]) => one.localeCompare(other)),
  )
  output.say()
}

async function sayTags(
  engine: Engine,
  rows: readonly Counts[],
  photos: number,
  output: Output,
): Promise<void> {
  for (const row of rows) output.event({ event: 'label', ...row })
  output.table(
    ['Label', 'Automatic', 'Accepted', 'Suggested'],
    rows.map(({ name, automatic, accepted, suggested }) => [name, automatic, accepted, suggested]),
  )
  const albums = (await engine.call('albums.list')).filter(({ count }) => count > 0)
  for (const { name, count } of albums) output.event({ event: 'album', name, count })
  output.say(
    `\nSmart albums: ${albums.map(({ name, count }) => `${name} (${count})`).join(', ') || `none of ${photos} photos yet`}`,
  )
}
