import { language, translate } from './say.svelte.ts'
import { sentences } from './sentences.ts'

interface Known {
  text: string
  names: string[]
  /** finds the sentence again, with its values as groups */
  pattern: RegExp
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const known = sentences.map((text): Known => {
  const parts = text.split(/\{(\w+)\}/)
  const pattern = parts.map((part, at) => (at % 2 === 1 ? '(.+?)' : escape(part))).join('')
  return { text, names: parts.filter((_, at) => at % 2 === 1), pattern: new RegExp(`^${pattern}$`, 's') }
})

/** What the engine says, in the window's language; as it came, in English, where nobody has translated it. */
export function hear(sentence: string): string {
  if (language() === 'en') return sentence
  for (const { text, names, pattern } of known) {
    const values = pattern.exec(sentence)
    if (values) return translate(text, Object.fromEntries(names.map((name, at) => [name, values[at + 1]!])))
  }
  return sentence
}
