import type { LabelInput } from '../../../src-shared/schemas/label.ts'
import { parseMinus } from '../../../src-shared/minusTerm.ts'
import type { Engine } from '../../engine/engine.ts'
import { countOf } from '../cells.ts'
import type { Output } from '../output.ts'
import { findLabel, sayWarnings, scopeOf, type FormulaOptions } from './labelParts.ts'

/** What changes of a label; what is not named stays. */
export interface LabelChangeOptions extends FormulaOptions {
  rename?: string
  addPrompt?: string[]
  learn?: boolean
  anywhere?: boolean
  proposed?: boolean
}

export async function changeLabel(
  engine: Engine,
  name: string,
  options: LabelChangeOptions,
  output: Output,
): Promise<void> {
  const label = await findLabel(engine, name)
  const {
    rename,
    prompt,
    addPrompt,
    contrast,
    minus,
    automatic,
    suggestion,
    mode,
    exclusive,
    proposed,
    learn,
  } = options
  const scope = await scopeOf(engine, options)
  const bars = proposed ? { automatic: null, suggestion: null } : { automatic, suggestion }
  const hasBars = bars.automatic !== undefined || bars.suggestion !== undefined
  const change = {
    name: rename,
    prompts: prompt || addPrompt ? [...(prompt ?? label.prompts), ...(addPrompt ?? [])] : undefined,
    contrast,
    minus: minus?.map(parseMinus),
    ...(label.scoreKind !== 'calibrated' ? bars : hasBars ? { calibrated: bars } : {}),
    mode: mode as LabelInput['mode'],
    exclusive: exclusive === '' ? null : exclusive,
    scope: options.anywhere ? null : scope,
    learns: learn,
  }
  const said = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const changed = await engine.call('labels.update', { id: label.id, change: said })
  await sayWarnings(engine, changed, output)
  output.event({ event: 'label', ...changed })
  output.say(
    `Changed "${changed.name}": ${countOf(changed.counts.automatic, 'photo')} tagged, ${changed.counts.suggested} suggested.`,
  )
}
