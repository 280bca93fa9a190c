import { z } from 'zod'
import { LumitagError } from '../../../src-shared/errors.ts'
import { labelPack, type LabelInput, type LabelPack } from '../../../src-shared/schemas/label.ts'
import type { LabelRow } from '../store/labels.ts'
import { ownThresholds } from './thresholds.ts'

/**
 * Labels as a file that works in other libraries: names, prompts and all that belongs to the formula. Thresholds are those
 * of the model in use; what only this library knows is left out: its folders, its photos, and what the marks taught.
 */
export function packOf(labels: readonly LabelRow[], model: { id: string }): LabelPack {
  return {
    name: 'my-labels',
    title: 'My labels',
    description: `${labels.length} labels`,
    labels: labels.map(({ name, prompts, contrast, minus, mode, scope, exclusive, learns, own }) => {
      const { automatic, suggestion } = ownThresholds({ own }, model)
      const { roots: _here, ...elsewhere } = scope ?? {}
      return {
        ...{ name, prompts, contrast, minus, mode, exclusive, learns, automatic, suggestion },
        scope: Object.keys(elsewhere).length > 0 ? elsewhere : null,
      }
    }),
  }
}

/** The labels of a pack's text. BAD_INPUT says what is wrong in it, and where. */
export function readPack(text: string): LabelInput[] {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LumitagError('BAD_INPUT', `The file is not JSON: ${why}.`, { cause: error })
  }
  const read = labelPack.partial({ name: true, title: true, description: true }).safeParse(json)
  if (read.success) return read.data.labels
  const wrong = z.prettifyError(read.error).split('\n').slice(0, 6).join(' ').replaceAll('✖ ', '')
  throw new LumitagError(
    'BAD_INPUT',
    `The file holds no labels: ${wrong}. It is JSON like {"labels": [{"name": "Dog", "prompts": ["a dog"]}]}.`,
  )
}
