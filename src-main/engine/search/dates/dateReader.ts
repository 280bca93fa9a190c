import type { Language } from '../../../../src-shared/languages.ts'
import type { Taken } from '../../../../src-shared/rules/conditions.ts'
import { fold } from './fold.ts'
import { grammarOf, type Grammar } from './grammar.ts'

/** A date at the beginning of a text, and how long it is. */
export interface FoundDate {
  taken: Taken
  length: number
}

/** The date that a text begins with; undefined where it begins with none. */
export type ReadDate = (text: string) => FoundDate | undefined

const readers = new Map<Language, ReadDate>()

/** Reads dates as they are written in a language, and in English. */
export function dateReader(language: Language): ReadDate {
  const reader = readers.get(language) ?? createReader(language)
  readers.set(language, reader)
  return reader
}

function createReader(language: Language): ReadDate {
  const isEnglish = language === 'en'
  const grammars = isEnglish ? [grammarOf('en', true)] : [grammarOf(language, false), grammarOf('en', false)]
  return (text) => {
    const folded = fold(text)
    for (const grammar of grammars) {
      const found = readWith(grammar, folded)
      if (found) return found
    }
    return undefined
  }
}

function readWith({ forms, endsAt, trail }: Grammar, text: string): FoundDate | undefined {
  for (const { pattern, taken } of forms) {
    const match = pattern.exec(text)
    const length = match?.[0].length ?? 0
    if (length === 0 || !endsAt(text, length)) continue
    const read = taken(match!.groups ?? {})
    if (!read) continue
    trail.lastIndex = length
    const whole = length + (trail.exec(text)?.[0].length ?? 0)
    return { taken: read, length: endsAt(text, whole) ? whole : length }
  }
  return undefined
}
