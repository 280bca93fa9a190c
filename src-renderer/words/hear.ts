import { count } from '../format.ts'
import { translate } from './say.svelte.ts'
import { sentences } from './sentences.ts'

interface Known {
  shown: string
  names: string[]
  /** finds the sentence again, with its values as groups */
  pattern: RegExp
  /** how much of it is written out: the more, the surer it is this one */
  letters: number
}

/** Values that are the engine's words, and are heard themselves. */
const WORDS = ['why', 'which', 'place', 'inputs', 'format', 'step']
/** A value that may be left out. */
const PERHAPS = 'said'

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const known = sentences
  .map(([said, shown]): Known => {
    const parts = said.split(/\{(\w+)\}/)
    const names = parts.filter((_, at) => at % 2 === 1)
    const pattern = parts.map((part, at) =>
      at % 2 === 0 ? escape(part) : part === PERHAPS ? '(.*?)' : '(.+?)',
    )
    const letters = said.length - names.join('{}').length
    return { shown, names, pattern: new RegExp(`^${pattern.join('')}$`, 's'), letters }
  })
  .sort((one, other) => other.letters - one.letters)

/** What the engine says, in the window's language; as it came, in English, where nobody has translated it. */
export function hear(sentence: string): string {
  const whole = hearOne(sentence)
  if (whole !== undefined) return whole
  // several sentences, one after the other
  for (const end of [...sentence.matchAll(/(?<=[.!?]) (?=\p{Lu})/gu)].reverse()) {
    const first = hearOne(sentence.slice(0, end.index))
    if (first === undefined) continue
    const rest = hear(sentence.slice(end.index + 1))
    return /[。！？]$/.test(first) ? first + rest : `${first} ${rest}`
  }
  return sentence
}

/** A large number as the window's language writes it. */
const numberIn = (value: string): string =>
  /^\d{1,3}(,\d{3})+$/.test(value) ? count(Number(value.replaceAll(',', ''))) : value

function hearOne(sentence: string): string | undefined {
  for (const { shown, names, pattern } of known) {
    const found = pattern.exec(sentence)
    if (!found) continue
    const values: Record<string, string> = {}
    for (const [at, name] of names.entries()) {
      const value = found[at + 1]!
      values[name] = WORDS.includes(name) ? hear(value) : numberIn(value)
    }
    return translate(shown, values)
  }
  return undefined
}
