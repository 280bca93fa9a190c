import { IntlMessageFormat } from 'intl-messageformat'
import { afterEach, describe, expect, it } from 'vitest'
import { captureTime, count, listOf, timeLeft } from '../../src-renderer/format.ts'
import { languages, localeFor } from '../../src-renderer/words/languages.ts'
import { languageFor, type Language } from '../../src-shared/languages.ts'
import { hear } from '../../src-renderer/words/hear.ts'
import { sentences } from '../../src-renderer/words/sentences.ts'
import { language, say, speak } from '../../src-renderer/words/say.svelte.ts'
import { forgottenSentences, unheardSentences } from '../support/engineSentences.ts'
import { readWindowTexts } from '../support/windowTexts.ts'

const { texts, unreadable, past } = readWindowTexts()
const others = (Object.keys(languages) as Language[]).filter((one) => one !== 'en')

afterEach(() => speak('en', []))

describe('the texts of the window', () => {
  it('are written where they are said', () => {
    expect(unreadable).toEqual([])
    expect(past).toEqual([])
  })

  it('know only sentences that the engine still says', () => {
    expect(forgottenSentences()).toEqual([])
  })

  it('know every sentence of the engine that can be shown', async () => {
    await speak('de', [])
    expect(unheardSentences()).toEqual([])
  })

  it('have curly apostrophes: in a message a straight one is no letter', () => {
    expect([...texts].filter((text) => text.includes("'"))).toEqual([])
  })

  it.each(others)('are all there in "%s", and no others', async (other) => {
    const translated = Object.keys(await languages[other].load())
    const missing = [...texts].filter((text) => !translated.includes(text)).sort()
    const unused = translated.filter((text) => !texts.has(text))
    expect({ missing, unused }).toEqual({ missing: [], unused: [] })
    expect(translated, 'in the order of the English texts, so that additions do not meet').toEqual(
      translated.toSorted(),
    )
  })

  it.each(others)('ask for the same values in "%s", and count as it counts', async (other) => {
    const entries = Object.entries(await languages[other].load())
    const wrong = entries.flatMap(([english, text]) => {
      const reason = difference(english, text, other)
      return reason ? [`${english} → ${text}: ${reason}`] : []
    })
    expect(wrong).toEqual([])
  })
})

/** What keeps a text from being a translation of another, in words; undefined if nothing does. */
function difference(english: string, text: string, other: Language): string | undefined {
  if (text.includes("'")) return 'straight apostrophe'
  if (text.trim() === '') return 'empty'
  if (english.endsWith('…') !== text.endsWith('…')) return 'dots at the end'
  if ((english.match(/<b>/g)?.length ?? 0) !== (text.match(/<b>/g)?.length ?? 0)) return 'marked words'
  const asked = valuesOf(english, 'en')
  const given = valuesOf(text, other)
  const names = (values: ReadonlyMap<string, Kind>): string => [...values.keys()].sort().join()
  if (names(asked) !== names(given)) return `values ${names(given)}`
  const plain = [...asked].find(([name, kind]) => kind === 'number' && given.get(name) === 'words')
  if (plain) return `${plain[0]} is a number: {${plain[0]}, number}`
  // millions, the only "many" of French and Spanish, take "other"
  const categories = new Intl.PluralRules(other).resolvedOptions().pluralCategories
  const wanted = categories.filter((category) => category !== 'many')
  return pluralsOf(text, other).every((options) => wanted.every((category) => options.includes(category)))
    ? undefined
    : `plurals need ${wanted.join()}`
}

type Kind = 'number' | 'words'
/** A part of a message as the library parses it. */
interface Part {
  type: number
  value?: unknown
  options?: Record<string, { value: Part[] }>
}
/** The library's numbers for the types of parts. */
const TYPE = { argument: 1, number: 2, plural: 6 }

function valuesOf(text: string, other: Language): Map<string, Kind> {
  const values = new Map<string, Kind>()
  for (const { type, value } of partsOf(text, other))
    if (type >= TYPE.argument && type <= TYPE.plural)
      values.set(String(value), type === TYPE.number || type === TYPE.plural ? 'number' : 'words')
  return values
}

const pluralsOf = (text: string, other: Language): string[][] =>
  partsOf(text, other).flatMap(({ type, options }) =>
    type === TYPE.plural && options ? [Object.keys(options)] : [],
  )

/** All parts of a message, those inside its branches too. */
function partsOf(text: string, other: Language): Part[] {
  const inside = (part: Part): Part[] => [
    part,
    ...Object.values(part.options ?? {}).flatMap(({ value }) => value.flatMap(inside)),
  ]
  const message = new IntlMessageFormat(text, other, undefined, { ignoreTag: true })
  return (message.getAst() as unknown as Part[]).flatMap(inside)
}

it('hears what the engine says, with its values', async () => {
  const sentence = 'The folder /a/{b} is not there. Check the path, or plug the drive in.'
  expect(hear(sentence)).toBe(sentence)
  await speak('de', [])
  expect(hear(sentence)).toContain('„/a/{b}“')
  // words of the engine inside of a sentence, and a sentence after it
  const date = '"x" is no date. Write 2024, 2024-06, 2024..2025 or "last summer".'
  expect(hear(`${date} It is left out.`)).toBe(`${hear(date)} Es wird ausgelassen.`)
  expect(hear('No photo can fit: "from" is after "to", so no photo can fit.')).toContain('der Anfang liegt')
  expect(hear('It has more than 100,000 folders.')).toContain('100.000')
  expect(hear('Nobody has translated this.')).toBe('Nobody has translated this.')
})

it('says what can be done in a window where the engine names what is typed at a terminal', () => {
  const disk = 'The disk of /a is full. Make room'
  const typed = `${disk}, or name a library on another disk with --library <dir>, and try again: what was done is kept.`
  expect(hear(typed)).toBe(`${disk}, then try again: what was done is kept.`)
  const toTerminal = sentences.filter(([, shown]) => /--\w|lumitag [a-z]+ |npm /.test(shown))
  expect(toTerminal).toEqual([])
})

describe('the language', () => {
  it('is the first of the system’s that the window has', () => {
    expect(languageFor(['pl', 'de-AT', 'en'])).toBe('de')
    expect(languageFor(['zh-CN'])).toBe('zh-Hans')
    expect(languageFor(['zh-TW', 'ja'])).toBe('ja')
    expect(languageFor(['pl'])).toBe('en')
    expect(localeFor('de', ['en-US', 'de-AT'])).toBe('de-AT')
    expect(localeFor('en', ['de-AT'])).toBe('en-GB')
  })

  it('changes texts, numbers and dates, and falls back to English', async () => {
    expect(say('{photos, plural, one{# photo} other{# photos}}', { photos: 1234 })).toBe('1,234 photos')
    await speak('de', ['de-DE'])
    expect(language()).toBe('de')
    expect(say('All photos')).toBe('Alle Fotos')
    expect(say('{photos, plural, one{# photo} other{# photos}}', { photos: 1234 })).toBe('1.234 Fotos')
    expect(count(12408)).toBe('12.408')
    expect(captureTime('2024-05-03T14:05:00')).toBe('3. Mai 2024, 14:05')
    expect(timeLeft(240)).toBe('noch 4 min')
    await speak('ja', ['ja-JP'])
    expect(say('{photos, plural, one{# photo} other{# photos}}', { photos: 3 })).toBe('3 枚')
    expect(listOf(['A', 'B'])).toBe('A、B')
  })
})
