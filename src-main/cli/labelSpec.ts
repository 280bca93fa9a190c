import type { LabelInput } from '../../src-shared/schemas/label.ts'
import { LumitagError } from '../../src-shared/errors.ts'

/** "a dog", or "Animals > Dog = a dog; a puppy": a name, and the prompts that stand for it. */
export function parseLabelSpec(text: string): LabelInput {
  const equals = text.indexOf('=')
  const name = (equals === -1 ? text : text.slice(0, equals)).trim()
  if (!name)
    throw new LumitagError(
      'BAD_INPUT',
      'A label is empty. Write --label "a dog" or --label "Animals > Dog = a dog; a puppy".',
    )
  const prompts =
    equals === -1
      ? []
      : text
          .slice(equals + 1)
          .split(';')
          .map((prompt) => prompt.trim())
          .filter(Boolean)
  return { name, ...(prompts.length > 0 ? { prompts } : {}), automatic: null, suggestion: null }
}
