import { LumitagError } from '../../../src-shared/errors.ts'
import type { Label } from '../../../src-shared/schemas/label.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'
import { noteThresholds, ranksOnly, sayModel, sayUnknownWords } from '../starterNote.ts'

export interface LabelOptions {
  prompt?: string[]
  automatic?: number
  suggestion?: number
}

export async function addLabel(
  engine: Engine,
  name: string,
  options: LabelOptions,
  output: Output,
): Promise<void> {
  const label = await engine.call('labels.add', {
    name,
    ...(options.prompt ? { prompts: options.prompt } : {}),
    automatic: options.automatic ?? null,
    suggestion: options.suggestion ?? null,
  })
  sayUnknownWords(label, output)
  if (label.ownThresholds) await noteThresholds(engine, output)
  output.event({ event: 'label', ...label })
  output.say(
    `Added "${label.name}": ${label.counts.automatic} photos tagged, ${label.counts.suggested} suggested.`,
  )
}

export async function listLabels(engine: Engine, output: Output): Promise<void> {
  const labels = await engine.call('labels.list')
  for (const label of labels) output.event({ event: 'label', ...label })
  if (labels.length === 0) return output.say('There are no labels yet. Add one: lumitag label add "a dog"')
  const noScores = await ranksOnly(engine)
  output.table(
    ['Label', 'Prompts', 'From score', 'Automatic', 'Accepted', 'Suggested', 'Rejected'],
    labels.map(({ name, prompts, automatic, counts }) => [
      name,
      prompts.join('; '),
      noScores ? '' : automatic,
      counts.automatic,
      counts.accepted,
      counts.suggested,
      counts.rejected,
    ]),
  )
  await sayModel(engine, output)
}

export async function removeLabel(engine: Engine, name: string, output: Output): Promise<void> {
  const label = await findLabel(engine, name)
  await engine.call('labels.remove', { id: label.id })
  output.event({ event: 'removed', label: label.name })
  output.say(
    `Removed "${label.name}" and its ${label.counts.automatic} automatic tags. What you accepted or rejected stays.`,
  )
}

/** A label by its name, in any case. NOT_FOUND names those there are. */
export async function findLabel(engine: Engine, name: string): Promise<Label> {
  const labels = await engine.call('labels.list')
  const found = labels.find((label) => label.name.toLocaleLowerCase() === name.trim().toLocaleLowerCase())
  if (found) return found
  const names = labels.map((label) => `"${label.name}"`).join(', ')
  throw new LumitagError(
    'NOT_FOUND',
    `There is no label "${name}". ${names ? `There are: ${names}.` : 'There are none yet.'}`,
  )
}
