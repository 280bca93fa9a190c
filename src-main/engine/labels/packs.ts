import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LumitagError } from '../../../src-shared/errors.ts'
import { languages, type Language } from '../../../src-shared/languages.ts'
import { labelPack, type LabelPack } from '../../../src-shared/schemas/label.ts'

/** The label packs that come with the program, their labels named in a language; their prompts are in all of them. */
export type Packs = (language?: Language) => readonly LabelPack[]

/**
 * Reads resources/labels/*.json, where names are English, and names/<language>.json beside them: the levels of those names
 * one by one, so that "Animals > Dog" is "Tiere > Hund".
 */
export function readPacks(resourcesDir: string): Packs {
  const folder = join(resourcesDir, 'labels')
  const read = (...name: string[]): unknown => JSON.parse(readFileSync(join(folder, ...name), 'utf8'))
  const english = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => labelPack.parse(read(name)))
  const named = new Map<Language, readonly LabelPack[]>([['en', english]])
  for (const language of languages)
    if (language !== 'en')
      named.set(language, english.map(renamed(levels.parse(read('names', `${language}.json`)))))
  return (language = 'en') => named.get(language)!
}

const levels = z.record(z.string(), z.string().min(1))

const renamed =
  (names: z.output<typeof levels>) =>
  (pack: LabelPack): LabelPack => ({
    ...pack,
    labels: pack.labels.map((label) => ({
      ...label,
      name: label.name
        .split(' > ')
        .map((level) => names[level] ?? level)
        .join(' > '),
    })),
  })

/** A pack by name. NOT_FOUND names those there are. */
export function findPack(packs: readonly LabelPack[], name: string): LabelPack {
  const pack = packs.find((candidate) => candidate.name === name)
  if (pack) return pack
  throw new LumitagError(
    'NOT_FOUND',
    `There is no label pack "${name}". There are: ${packs.map((one) => one.name).join(', ')}.`,
  )
}
