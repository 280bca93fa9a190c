import { RANKS_ONLY } from '../../../src-shared/ranksOnly.ts'
import type { ChangedPhoto, LabelSwitch } from '../../../src-shared/schemas/modelSwitch.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import type { Output } from '../output.ts'
import { runJobs } from '../progress.ts'
import { findLabel } from './labelParts.ts'

/** Has a model look at the library while the present one stays in use. Run again after an interruption, it goes on. */
export async function prepareModel(engine: Engine, id: string, output: Output): Promise<number> {
  const job = await engine.call('models.prepare', { id })
  const jobs = await runJobs(engine, output, true)
  const { state, message, result, failed } = jobs.find((ended) => ended.id === job.id)!
  if (state !== 'done') {
    output.fail({ code: 'INFERENCE_FAILED', message: message ?? 'Cancelled.' })
    return exitCodes.broken
  }
  output.event({ event: 'summary', id, ...result })
  output.say(
    `"${id}" looked at ${result?.embedded} photos${failed > 0 ? `, ${failed} could not be read` : ''}.${message ? ` ${message}` : ''}`,
  )
  output.say(`See what would change: lumitag model preview ${id}`)
  output.say(`Put it in use: lumitag model use ${id}`)
  return failed > 0 ? exitCodes.someFailed : exitCodes.done
}

export interface PreviewOptions {
  /** photos of each kind of change that are listed */
  photos?: number
  label?: string
}

/** What would change with another model, label by label. */
export async function previewModel(
  engine: Engine,
  id: string,
  { photos: most = 0, label }: PreviewOptions,
  output: Output,
): Promise<void> {
  const preview = await engine.call('models.preview', {
    id,
    most,
    ...(label === undefined ? {} : { label: (await findLabel(engine, label)).id }),
  })
  const { labels, ...summary } = preview
  const named = ({ photos, count }: LabelSwitch['tags']['added']) => ({
    count,
    photos: photos.map((photo) => ({ ...photo, photo: engine.photoFile(photo.id) })),
  })
  for (const { tags, suggestions, ...rest } of labels)
    output.event({
      event: 'label',
      ...rest,
      tags: { ...tags, added: named(tags.added), removed: named(tags.removed) },
      suggestions: {
        ...suggestions,
        added: named(suggestions.added),
        removed: named(suggestions.removed),
      },
    })
  output.event({ event: 'summary', ...summary })

  output.table(
    ['Label', 'Tagged', '+', '-', 'Then', 'Suggested', '+', '-', 'Then'],
    labels.map(({ name, tags, suggestions }) => [
      name,
      ...[tags, suggestions].flatMap(({ now, added, removed, then }) => [
        now,
        added.count,
        removed.count,
        then,
      ]),
    ]),
  )
  for (const { name, tags } of labels) {
    if (most === 0 || tags.added.count + tags.removed.count === 0) continue
    output.say(`\n${name}`)
    for (const photo of tags.added.photos) output.say(lineOf('+', photo, engine))
    sayRest(tags.added, output)
    for (const photo of tags.removed.photos) output.say(lineOf('-', photo, engine))
    sayRest(tags.removed, output)
  }
  const { name, seen, photos, kept, scoring } = summary
  output.say(
    `\n"${name}" has looked at ${seen} of ${photos} photos. ${kept} decisions of yours stay as they are.`,
  )
  const forgotten = labels.filter(({ threshold: { own } }) => own.now && !own.then).length
  if (forgotten > 0)
    output.say(
      `${forgotten === 1 ? '1 threshold that you set belongs' : `${forgotten} thresholds that you set belong`} to the present model; this one starts with its proposals.`,
    )
  if (scoring === 'softmax') output.say(RANKS_ONLY)
  if (seen < photos) output.say(`Have it look at the rest: lumitag model prepare ${id}`)
  if (most === 0 && labels.length > 0) output.say(`Which photos: lumitag model preview ${id} --photos 10`)
}

/** Raw scores of the two models cannot be compared; both are shown. */
function lineOf(sign: string, { id, now, then }: ChangedPhoto, engine: Engine): string {
  const words = (score: number | null): string => (score === null ? 'none' : score.toFixed(2))
  return `  ${sign} ${engine.photoFile(id)}  (score now ${words(now)}, then ${words(then)})`
}

function sayRest({ count, photos }: LabelSwitch['tags']['added'], output: Output): void {
  if (photos.length < count) output.say(`    and ${count - photos.length} more`)
}

/** Forgets what a model that is not in use saw. */
export async function clearModel(engine: Engine, id: string, output: Output): Promise<void> {
  const { cleared } = await engine.call('models.clear', { id })
  output.event({ event: 'cleared', id, cleared })
  output.say(`Forgot what "${id}" saw: ${cleared} embeddings. The space is used for what comes next.`)
}
