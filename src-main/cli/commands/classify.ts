import { basename, resolve } from 'node:path'
import { parseLabels } from '../../../src-shared/labelList.ts'
import { LumitagError, toErrorData, type ErrorCode } from '../../../src-shared/errors.ts'
import { MOST_MODELS } from '../../../src-shared/limits.ts'
import type { Classification, Reading } from '../../../src-shared/schemas/classification.ts'
import type { Model } from '../../../src-shared/schemas/model.ts'
import type { Engine } from '../../engine/engine.ts'
import { exitCodes } from '../exitCodes.ts'
import { sayUnreadable, type Unreadable } from '../folderRun.ts'
import type { Output } from '../output.ts'
import { sayUnknownWords } from '../starterNote.ts'
import { sayReadings, type ReadingOptions } from './readings.ts'

export interface ClassifyOptions extends ReadingOptions {
  labels: string
  model?: string
  asWritten?: boolean
}
export interface CompareOptions extends Omit<ClassifyOptions, 'model'> {
  model?: string[]
}

/** These end the run; all else is wrong with one photo, and the others are read. */
const NOT_ABOUT_THE_PHOTO = new Set<ErrorCode>(['BAD_INPUT', 'CANCELLED', 'INTERNAL'])

/** What a model says about photos and labels that are only tried; the photos need not be in the library. */
export async function classify(
  engine: Engine,
  photos: readonly string[],
  options: ClassifyOptions,
  output: Output,
): Promise<number> {
  const labels = labelsOf(options)
  const models = options.model === undefined ? [] : [options.model]
  const unreadable: Unreadable[] = []
  for (const path of photos) {
    const answer = await ask(engine, path, labels, models, options).catch((error: unknown) => {
      const problem = toErrorData(error)
      if (NOT_ABOUT_THE_PHOTO.has(problem.code)) throw error
      unreadable.push({ path, ...problem })
    })
    if (!answer) continue
    // with one model there is nothing to show beside it
    for (const { code, message } of answer.failed) throw new LumitagError(code, message)
    if (photos.indexOf(path) === unreadable.length) sayUnknown(answer.readings, output)
    if (photos.length > 1) output.say(`\n${path}`)
    sayReadings(path, answer.readings, options, output)
  }
  await sayNotes(engine, models, output)
  sayUnreadable(output, unreadable)
  output.event({ event: 'summary', photos: photos.length - unreadable.length, failed: unreadable.length })
  return unreadable.length > 0 ? exitCodes.someFailed : exitCodes.done
}

/** Models side by side on one photo, with the same labels. */
export async function compare(
  engine: Engine,
  path: string,
  options: CompareOptions,
  output: Output,
): Promise<number> {
  const labels = labelsOf(options)
  const models = options.model ?? (await installedModels(engine, output))
  const { readings, failed } = await ask(engine, path, labels, models, options)
  sayUnknown(readings, output)
  output.say(`${basename(path)}\n`)
  sayReadings(path, readings, options, output)
  await sayNotes(
    engine,
    readings.map(({ model }) => model.id),
    output,
  )
  for (const { id, code, message } of failed) {
    output.event({ event: 'failed', model: id, code, message })
    output.note(`${id}: ${message} (${code})`)
  }
  output.event({ event: 'summary', models: readings.length, failed: failed.length })
  return failed.length > 0 ? exitCodes.badInput : exitCodes.done
}

function labelsOf({ labels }: { labels: string }): string[] {
  const parsed = parseLabels(labels)
  if (parsed.length > 0) return parsed
  throw new LumitagError('BAD_INPUT', 'There is no label. Write --labels "a cat, a dog".')
}

function ask(
  engine: Engine,
  path: string,
  labels: string[],
  models: string[],
  { asWritten = false }: { asWritten?: boolean },
): Promise<Classification> {
  const photo = { kind: 'dropped' as const, id: engine.dropped.lend(resolve(path)) }
  return engine.call('photos.classify', { photo, labels, models, asWritten })
}

/** The model in use and the others that work, as many as can be compared. */
async function installedModels(engine: Engine, output: Output): Promise<string[]> {
  const all = (await engine.call('models.list'))
    .filter(({ problem }) => problem === null)
    .sort((one, other) => Number(other.active) - Number(one.active))
    .map(({ id }) => id)
  if (all.length === 1)
    output.note(
      'There is one model only. Others: lumitag model list --available, lumitag model add <folder>.',
    )
  if (all.length > MOST_MODELS)
    output.note(
      `Left out: ${all.slice(MOST_MODELS).join(', ')}. Choose with --model <id>, up to ${MOST_MODELS}.`,
    )
  return all.slice(0, MOST_MODELS)
}

function sayUnknown(readings: readonly Reading[], output: Output): void {
  for (const { labels } of readings)
    for (const { label, unknownWords } of labels) sayUnknownWords({ name: label, unknownWords }, output)
}

/** What is to be known about the models: without ids, about the one in use. */
async function sayNotes(engine: Engine, ids: readonly string[], output: Output): Promise<void> {
  const models = await engine.call('models.list')
  const named = (model: Model): boolean => (ids.length === 0 ? model.active : ids.includes(model.id))
  for (const { name, note } of models.filter(named)) output.say(`\n${name}: ${note}`)
}
