import { nameUnknownWords } from '../../src-shared/nameUnknownWords.ts'
import { RANKS_ONLY } from '../../src-shared/ranksOnly.ts'
import type { Label } from '../../src-shared/schemas/label.ts'
import type { Model } from '../../src-shared/schemas/model.ts'
import type { Engine } from '../engine/engine.ts'
import type { Output } from './output.ts'

/** Wherever scores show: which model they are from, and that the starter is small. */
export async function sayModel(engine: Engine, output: Output): Promise<void> {
  await sayMissingModel(engine, output)
  const model = await modelInUse(engine)
  output.say(`\nModel: ${model.name}. ${model.note}`)
  if (model.source === 'starter')
    output.say(
      'Its words: models/starter/VOCABULARY.txt. A model folder of your own: lumitag model add <folder>',
    )
}

export async function modelInUse(engine: Engine): Promise<Model> {
  return (await engine.call('models.list')).find(({ active }) => active)!
}

/** Whether the model in use has no scores, only an order: what to show instead is the caller's matter. */
export async function ranksOnly(engine: Engine): Promise<boolean> {
  return (await modelInUse(engine)).scoring === 'softmax'
}

/** Says that a threshold that was just given counts for nothing at present. */
export async function noteThresholds(engine: Engine, output: Output): Promise<void> {
  if (await ranksOnly(engine)) output.note(`The threshold is kept for other models. ${RANKS_ONLY}`)
}

/** Says that the model which should be in use cannot be, and what is done instead. */
export async function sayMissingModel(engine: Engine, output: Output): Promise<void> {
  const { missingModel } = await engine.call('library.status')
  if (!missingModel) return
  const { name, problem } = missingModel
  output.event({ event: 'warning', missingModel })
  output.note(
    `The model "${name}" should be in use and cannot be: ${problem} Until its folder is back, the starter stands in and sets no tags by itself.`,
  )
}

/** Says which words of a label the model was never taught, and which near ones it was. */
export function sayUnknownWords(
  { name, unknownWords }: Pick<Label, 'name' | 'unknownWords'>,
  output: Output,
): void {
  if (unknownWords.length === 0) return
  output.note(
    `Label "${name}": the small starter model was not taught ${nameUnknownWords(unknownWords, '""')}, so expect little of it. A SigLIP 2 model knows such words.`,
  )
  output.event({ event: 'warning', label: name, unknownWords })
}
