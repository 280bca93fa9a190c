import { readFile, writeFile } from 'node:fs/promises'
import { LumitagError } from '../../../src-shared/errors.ts'
import { parseMinus } from '../../../src-shared/minusTerm.ts'
import type { LabelInput } from '../../../src-shared/schemas/label.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf, scoreText, shareText } from '../cells.ts'
import type { Output } from '../output.ts'
import { noteThresholds, ranksOnly, sayModel } from '../starterNote.ts'
import { findLabel, sayWarnings, scopeOf, type FormulaOptions } from './labelParts.ts'

export interface LabelOptions extends FormulaOptions {
  like?: string[]
  learn: boolean
}

export async function addLabel(
  engine: Engine,
  name: string,
  options: LabelOptions,
  output: Output,
): Promise<void> {
  const { prompt, contrast, minus, like, automatic, suggestion, mode, exclusive } = options
  const photos = like && (await Promise.all(like.map((path) => engine.call('photos.locate', { path }))))
  const label = await engine.call('labels.add', {
    name,
    prompts: prompt,
    contrast,
    minus: minus?.map(parseMinus),
    photos: photos?.map(({ id }) => id),
    automatic: automatic ?? null,
    suggestion: suggestion ?? null,
    mode: mode as LabelInput['mode'],
    exclusive,
    scope: await scopeOf(engine, options),
    learns: options.learn,
  })
  await sayWarnings(engine, label, output)
  if (label.ownThresholds) await noteThresholds(engine, output)
  output.event({ event: 'label', ...label })
  output.say(
    `Added "${label.name}": ${countOf(label.counts.automatic, 'photo')} tagged, ${label.counts.suggested} suggested.`,
  )
}

export async function listLabels(engine: Engine, output: Output): Promise<void> {
  const labels = await engine.call('labels.list')
  for (const label of labels) output.event({ event: 'label', ...label })
  if (labels.length === 0) return output.say('There are no labels yet. Add one: lumitag label add "a dog"')
  const noScores = await ranksOnly(engine)
  output.table(
    ['Label', 'Prompts', 'From score', 'Automatic', 'Accepted', 'Suggested', 'Rejected'],
    labels.map(({ name, prompts, automatic, scoreKind, counts }) => [
      name,
      prompts.join('; '),
      noScores ? '' : `${scoreText(automatic).trim()} ${scoreKind}`,
      counts.automatic,
      counts.accepted,
      counts.suggested,
      counts.rejected,
    ]),
  )
  await sayModel(engine, output)
}

/** A label with all of its formula, its bars, and what it learnt. */
export async function showLabel(engine: Engine, name: string, output: Output): Promise<void> {
  const label = await findLabel(engine, name)
  output.event({ event: 'label', ...label })
  const { contrast, minus, mode, scope, exclusive, learning, scoreKind, automatic, suggestion, counts } =
    label
  const rows: [string, string | undefined][] = [
    ['Prompts', label.prompts.join('; ') || undefined],
    ['Photos', label.photos > 0 ? `made of ${label.photos}` : undefined],
    ['Contrasts', contrast.join('; ') || undefined],
    ['Minus', minus.map(({ text, weight }) => `${text}:${weight}`).join('; ') || undefined],
    ['Mode', mode],
    ['Scope', scope ? JSON.stringify(scope) : undefined],
    ['Exclusive', exclusive ?? undefined],
    [
      'Bars',
      `automatic ${scoreText(automatic).trim()}, suggestion ${scoreText(suggestion).trim()} (${scoreKind} score, ${label.ownThresholds ? 'set by you' : 'proposed'})`,
    ],
    [
      'Learning',
      learning.on
        ? `${learning.accepted} accepted, ${learning.rejected} rejected: ${learning.method}`
        : 'off',
    ],
    [
      'On your marks',
      learning.recall === null
        ? undefined
        : `precision ${learning.precision === null ? '–' : shareText(learning.precision).trim()}, recall ${shareText(learning.recall).trim()}, cross-validated`,
    ],
    [
      'Counts',
      `${counts.automatic} automatic, ${counts.accepted} accepted, ${counts.suggested} suggested, ${counts.rejected} rejected`,
    ],
  ]
  output.say(label.name)
  output.table(
    ['What', 'Is'],
    rows.filter((row): row is [string, string] => row[1] !== undefined),
  )
  await sayWarnings(engine, label, output)
}

/** Writes labels to a file for other libraries; "-" is standard output. */
export async function exportLabels(
  engine: Engine,
  names: readonly string[],
  file: string,
  output: Output,
): Promise<void> {
  const ids = await Promise.all(names.map(async (name) => (await findLabel(engine, name)).id))
  const pack = await engine.call('labels.exportPack', ids.length > 0 ? { ids } : {})
  if (file === '-') return void process.stdout.write(`${JSON.stringify(pack, null, output.json ? 0 : 2)}\n`)
  const text = `${JSON.stringify(pack, null, 2)}\n`
  await writeFile(file, text, { flag: 'wx' }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new LumitagError(
      'BAD_INPUT',
      `${file} cannot be written: ${why}. An existing file is not replaced; name another one.`,
    )
  })
  output.event({ event: 'exported', file, labels: pack.labels.length })
  output.say(`${countOf(pack.labels.length, 'label')} written to ${file}.`)
}

export async function importLabels(engine: Engine, file: string, output: Output): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new LumitagError(
      'BAD_INPUT',
      `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
    )
  })
  const { added, leftOut } = await engine.call('labels.importPack', { text })
  for (const label of added) output.event({ event: 'label', ...label })
  output.event({ event: 'summary', added: added.length, leftOut })
  output.say(`${countOf(added.length, 'label')} added.`)
  if (leftOut.length > 0)
    output.say(`Left out, as there are labels of these names already: ${leftOut.join(', ')}.`)
}

export async function removeLabel(engine: Engine, name: string, output: Output): Promise<void> {
  const label = await findLabel(engine, name)
  await engine.call('labels.remove', { id: label.id })
  output.event({ event: 'removed', label: label.name })
  output.say(
    `Removed "${label.name}" and its ${label.counts.automatic} automatic tags. What you accepted or rejected stays.`,
  )
}
