import { resolve } from 'node:path'
import { LumitagError } from '../../../src-shared/errors.ts'
import type { Label, LabelInput } from '../../../src-shared/schemas/label.ts'
import type { Engine } from '../../engine/engine.ts'
import type { Output } from '../output.ts'
import { sayUnknownWords } from '../starterNote.ts'

/* What commands about labels share. */

export interface FormulaOptions {
  prompt?: string[]
  contrast?: string[]
  minus?: string[]
  automatic?: number
  suggestion?: number
  mode?: string
  exclusive?: string
  from?: string
  to?: string
  format?: string[]
  root?: string[]
}

/** What is worth knowing about a label, and prompts that would help. */
export async function sayWarnings(engine: Engine, label: Label, output: Output): Promise<void> {
  sayUnknownWords(label, output)
  const { id, name, prompts, contrast, minus, mode, scope, exclusive, learning } = label
  const draft = { id, prompts, contrast, minus, mode, scope, exclusive, learns: learning.on }
  const { warnings } = await engine.call('labels.preview', draft)
  for (const { kind, text, offers } of warnings) {
    output.event({ event: 'warning', label: name, kind, text, offers })
    const better = offers.map((prompt) => `--add-prompt "${prompt}"`).join(' or ')
    output.note(better ? `${text} Try: lumitag label change "${name}" ${better}` : text)
  }
}

/** Which photos a label is to be about; undefined where nothing was said. */
export async function scopeOf(
  engine: Engine,
  { from, to, format, root }: Pick<FormulaOptions, 'from' | 'to' | 'format' | 'root'>,
): Promise<LabelInput['scope'] | undefined> {
  if (!from && !to && !format && !root) return undefined
  const roots = root && (await Promise.all(root.map((path) => rootAt(engine, path))))
  return { from, to, formats: format, roots }
}

async function rootAt(engine: Engine, path: string): Promise<number> {
  const roots = await engine.call('roots.list')
  const found = roots.find((root) => resolve(root.path) === resolve(path))
  if (found) return found.id
  throw new LumitagError(
    'NOT_FOUND',
    `${path} is no folder of the library. There are: ${roots.map((root) => root.path).join(', ') || 'none yet'}.`,
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
