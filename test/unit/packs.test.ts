import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readPacks } from '../../src-main/engine/labels/packs.ts'
import { languages, type Language } from '../../src-shared/languages.ts'
import { root } from '../support/build.ts'

const packs = readPacks(join(root, 'resources'))
const names = (language?: Language): string[] =>
  packs(language).flatMap(({ labels }) => labels.map(({ name }) => name))

it.each(languages.filter((one) => one !== 'en'))(
  'all labels of the packs have a name in "%s"',
  (language) => {
    const file = join(root, 'resources', 'labels', 'names', `${language}.json`)
    const levels = Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)
    expect(levels).toEqual([...new Set(names().flatMap((path) => path.split(' > ')))].sort())
    // what two packs have in common they name alike, and what differs stays apart
    const pairs = new Set(names(language).map((path, at) => `${path}\n${names()[at]}`))
    expect([new Set(names(language)).size, new Set(names()).size]).toEqual([pairs.size, pairs.size])
  },
)

it('labels differ in their names alone: all are asked for in every language', () => {
  expect(names('de')).toContain('Tiere > Hund')
  const prompts = (language?: Language): unknown =>
    packs(language).map(({ labels }) => labels.map((label) => label.prompts))
  expect(prompts('ja')).toEqual(prompts())
})
